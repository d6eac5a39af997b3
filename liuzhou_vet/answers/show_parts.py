"""What is told of each kind of thing: one list of statements a kind, each named by the aspect it tells.

Each leaves no two rows in an order of the database's choosing.
"""

BECAME = (
    "SELECT coalesce(successor, subject), change, year, section, report FROM changes "
    "WHERE subject_code = :code AND subject_kind <> 'programme' AND id IS NULL AND basis = '{basis}' "
    "ORDER BY year, successor_code NULLS FIRST, change, report"
)
WAS = (
    "SELECT subject, change, year, section, report FROM changes "
    "WHERE successor_code = :code AND subject_code <> :code AND basis = '{basis}' "
    "ORDER BY year, subject_code, change, report"
)

# Each gives fact, value, year, section, report; `:code` is the thing's code. A column `*_kind` or a code is put into words by WORDS.
SUBJECT = (
    (
        "alias",
        "SELECT alias, alias_kind, NULL, section, NULL FROM names WHERE code = :code AND alias <> name "
        "ORDER BY CASE WHEN alias_kind = 'short' THEN 0 ELSE 1 END, alias",
    ),
    ("listing", "SELECT ordinal, ownership, year, section, report FROM schools WHERE code = :code ORDER BY year, report"),
    ("region", "SELECT region, school_type, year, section, report FROM schools WHERE code = :code ORDER BY year, report"),
    ("host", "SELECT host, NULL, year, section, report FROM schools WHERE code = :code AND host IS NOT NULL ORDER BY year, report"),
    (
        "honour",
        "SELECT honour, level, granted_on, section, report FROM honours WHERE school_code = :code "
        "ORDER BY year, honour_ordinal, honour_code, report",
    ),
    ("note", "SELECT note, NULL, NULL, NULL, NULL FROM subject WHERE code = :code AND note IS NOT NULL"),
    ("purpose", "SELECT purpose, NULL, NULL, NULL, NULL FROM platform WHERE code = :code"),
    (
        "summary",
        "SELECT summary, activity_kind, coalesce(ended_on, started_on), NULL, NULL FROM activity WHERE code = :code",
    ),
    (
        "place",
        "SELECT s.name, NULL, NULL, NULL, NULL FROM activity a JOIN subject s ON s.code = a.place_code WHERE a.code = :code",
    ),
    (
        "here",
        "SELECT name, kind, NULL, NULL, NULL FROM subject WHERE region_code = :code AND code <> :code "
        "AND kind IN ('school', 'region', 'institution', 'enterprise', 'place') ORDER BY kind, code",
    ),
    (
        "held here",
        "SELECT s.name, a.activity_kind, coalesce(a.ended_on, a.started_on), NULL, NULL FROM activity a "
        "JOIN subject s ON s.code = a.code WHERE a.place_code = :code ORDER BY s.code",
    ),
    (
        "granted",
        "SELECT o.name, s.name, h.granted_on, h.section, h.report_code FROM school_honour h "
        "JOIN honour o ON o.code = h.honour_code JOIN subject s ON s.code = h.school_code WHERE h.granted_by_code = :code "
        "ORDER BY h.report_code, h.school_code, h.honour_code",
    ),
    (
        "belongs",
        "SELECT s.name, NULL, NULL, NULL, NULL FROM subject_schools b JOIN subject s ON s.code = b.school_code "
        "JOIN subject own ON own.code = b.subject_code WHERE b.subject_code = :code AND b.school_code <> :code "
        "AND own.kind IN ('campus', 'department', 'programme', 'place') ORDER BY s.code",
    ),
    (
        "participant",
        "SELECT s.name, p.role, NULL, p.section, p.report_code FROM participation p "
        "JOIN subject s ON s.code = p.subject_code WHERE p.activity_code = :code ORDER BY p.role, s.code, p.report_code",
    ),
    (
        "programme",
        "SELECT programme, change, year, section, report FROM programmes WHERE school_code = :code OR major_code = :code "
        "OR programme_code = :code ORDER BY programme_code, year, change, report",
    ),
    (
        "category",
        "SELECT c.name, NULL, NULL, NULL, NULL FROM major m JOIN major_category c ON c.code = m.category_code WHERE m.code = :code",
    ),
    ("cluster", "SELECT cluster, cluster_kind, year, section, report FROM clusters WHERE cluster_code = :code ORDER BY year, report"),
    (
        "part",
        "SELECT s.name, s.kind, NULL, NULL, NULL FROM subject_schools b JOIN subject s ON s.code = b.subject_code "
        "WHERE b.school_code = :code AND s.kind IN ('campus', 'department', 'place') ORDER BY s.kind, s.code",
    ),
    ("succession", BECAME.format(basis="stated")),
    ("succession inferred", BECAME.format(basis="inferred")),
    ("predecessor", WAS.format(basis="stated")),
    ("predecessor inferred", WAS.format(basis="inferred")),
    (
        "cooperation",
        "SELECT s.name, p.form, p.year, p.section, p.report_code FROM partnership p JOIN subject s ON s.code = p.partner_code "
        "WHERE p.school_code = :code ORDER BY p.year, p.form, s.code, p.report_code",
    ),
    (
        "cooperation",
        "SELECT s.name, p.form, p.year, p.section, p.report_code FROM partnership p JOIN subject s ON s.code = p.school_code "
        "WHERE p.partner_code = :code ORDER BY p.year, p.form, s.code, p.report_code",
    ),
    (
        "group",
        "SELECT subject, role, year, section, report FROM groups WHERE member_code = :code ORDER BY year, report, subject_code, role",
    ),
    (
        "member",
        "SELECT member, role, year, section, report FROM groups WHERE subject_code = :code AND member IS NOT NULL "
        "ORDER BY year, report, member_code, role",
    ),
    (
        "activity",
        "SELECT s.name, p.role, coalesce(a.ended_on, a.started_on), p.section, p.report_code FROM participation p "
        "JOIN subject s ON s.code = p.activity_code JOIN activity a ON a.code = p.activity_code "
        "WHERE p.subject_code = :code ORDER BY p.section, s.code, p.role, p.report_code",
    ),
    (
        "award",
        "SELECT w.competition, w.prize, w.year, w.section, w.report FROM competitions w WHERE w.winner_code = :code AND w.id IS NULL "
        "ORDER BY w.report, w.section, w.competition, w.prize",
    ),
    (
        "prize",
        "SELECT s.name, a.name, NULL, a.section, a.report_code FROM award a JOIN subject s ON s.code = a.recipient_code "
        "WHERE a.activity_code = :code ORDER BY a.name, s.code, a.report_code",
    ),
    ("case", "SELECT title, NULL, year, section, report FROM cases WHERE school_code = :code ORDER BY year, report, section, case_code"),
    (
        "document",
        "SELECT title, role, year, section, report FROM documents WHERE subject_code = :code ORDER BY section, document_code, role, report",
    ),
)
TEACHER_CATEGORY = (
    (
        "base",
        "SELECT b.name, NULL, NULL, NULL, NULL FROM teacher_category c JOIN teacher_category b ON b.code = c.base_code "
        "WHERE c.code = :code",
    ),
    (
        "part of",
        "SELECT b.name, NULL, NULL, NULL, NULL FROM teacher_category c JOIN teacher_category b ON b.code = c.part_of_code "
        "WHERE c.code = :code",
    ),
)
TOPIC = (
    (
        "indicator",
        "SELECT i.name, i.definition, NULL, NULL, NULL FROM indicator i WHERE i.topic_code = :code ORDER BY i.ordinal",
    ),
)
HONOUR = (
    ("level", "SELECT level, NULL, NULL, NULL, NULL FROM honour WHERE code = :code"),
    (
        "holder",
        "SELECT school, granted_by, coalesce(granted_on, CAST(year AS TEXT)), section, report FROM honours WHERE honour_code = :code "
        "ORDER BY ordinal NULLS FIRST, school_code, report",
    ),
)
SCOPE = (
    ("criterion", "SELECT criterion, NULL, NULL, NULL, NULL FROM scope WHERE code = :code"),
    (
        "member",
        "SELECT s.name, NULL, NULL, NULL, m.report_code FROM scope_school m JOIN subject s ON s.code = m.school_code "
        "WHERE m.scope_code = :code ORDER BY m.report_code, s.code",
    ),
)
MAJOR_CATEGORY = (
    (
        "edition",
        "SELECT e.name, NULL, NULL, NULL, NULL FROM major_category c JOIN catalogue_edition e ON e.code = c.edition_code "
        "WHERE c.code = :code",
    ),
    (
        "major",
        "SELECT major, NULL, year, NULL, report FROM majors WHERE category_code = :code AND major IS NOT NULL ORDER BY report, major_code",
    ),
    ("note", "SELECT note, NULL, NULL, NULL, NULL FROM major_category WHERE code = :code AND note IS NOT NULL"),
)
DOCUMENT = (
    ("document number", "SELECT number, document_kind, year, NULL, NULL FROM document WHERE code = :code"),
    (
        "mention",
        "SELECT coalesce(subject, region), role, issued, section, report FROM documents WHERE document_code = :code "
        "ORDER BY section, report, role, subject_code NULLS FIRST",
    ),
)
REPORT = (
    ("subject", "SELECT subject, kind, year, NULL, report FROM reports WHERE report = :code"),
    (
        "section",
        "SELECT heading, NULL, NULL, number, report_code FROM section WHERE report_code = :code ORDER BY ordinal",
    ),
)
INDICATOR = (
    (
        "definition",
        "SELECT definition, NULL, NULL, NULL, NULL FROM indicator WHERE code = :code AND definition IS NOT NULL",
    ),
    (
        "topic",
        "SELECT t.name, NULL, NULL, NULL, NULL FROM indicator i JOIN topic t ON t.code = i.topic_code WHERE i.code = :code",
    ),
    (
        "base",
        "SELECT b.name, NULL, NULL, NULL, NULL FROM indicator i JOIN indicator b ON b.code = i.base_code WHERE i.code = :code",
    ),
    (
        "part of",
        "SELECT b.name, NULL, NULL, NULL, NULL FROM indicator i JOIN indicator b ON b.code = i.part_of_code WHERE i.code = :code",
    ),
    ("alias", "SELECT alias, alias_kind, NULL, NULL, NULL FROM indicator_alias WHERE indicator_code = :code ORDER BY alias"),
    ("source", "SELECT source, NULL, NULL, NULL, NULL FROM indicator WHERE code = :code AND source IS NOT NULL"),
    ("standard", "SELECT s.name, s.document, NULL, s.article, NULL FROM standard s WHERE s.indicator_code = :code ORDER BY s.code"),
)
# The figures that tell of a thing of the catalogue; other kinds of it have none.
FIGURES = {
    "indicator": "indicator_code = :code OR indicator_code IN (SELECT code FROM indicator WHERE numerator_code = :code)",
    "teacher_category": (
        "indicator_code IN (SELECT headcount_code FROM teacher_category WHERE code = :code "
        "UNION SELECT share_code FROM teacher_category WHERE code = :code)"
    ),
    "scope": "scope = :code",
    "topic": "topic_code = :code",
}

# The figures about a subject: its own, and those of what it runs, joins or lends its place to.
OF_SUBJECT = (
    "subject_code = :code OR subject_code IN (SELECT subject_code FROM subject_schools WHERE school_code = :code "
    "UNION SELECT activity_code FROM participation WHERE subject_code = :code UNION SELECT code FROM activity WHERE place_code = :code)"
)
PARTS = {
    "teacher_category": TEACHER_CATEGORY,
    "topic": TOPIC,
    "honour": HONOUR,
    "scope": SCOPE,
    "major_category": MAJOR_CATEGORY,
    "document": DOCUMENT,
    "report": REPORT,
    "indicator": INDICATOR,
}
# Which code list the words of an aspect's value come from.
WORDS = {
    "alias": "alias_kind",
    "listing": "ownership",
    "region": "school_type",
    "honour": "honour_level",
    "level": "honour_level",
    "summary": "activity_kind",
    "participant": "participation_role",
    "activity": "participation_role",
    "programme": "programme_change_kind",
    "cluster": "cluster_kind",
    "part": "subject_kind",
    "succession": "succession_kind",
    "succession inferred": "succession_kind",
    "predecessor": "succession_kind",
    "predecessor inferred": "succession_kind",
    "here": "subject_kind",
    "held here": "activity_kind",
    "cooperation": "cooperation_form",
    "group": "group_role",
    "member": "group_role",
    "document": "document_role",
    "mention": "document_role",
    "document number": "document_kind",
    "subject": "report_kind",
}
