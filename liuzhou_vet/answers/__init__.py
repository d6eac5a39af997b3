"""The answers room: a request becomes a Result. Reads views by plain SQL; knows no command, no screen and no file."""
