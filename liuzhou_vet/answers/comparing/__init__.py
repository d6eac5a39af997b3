"""`vet compare`: indicators over years or subjects, and what is not comparable."""
