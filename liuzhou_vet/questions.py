"""The canned questions: plain records from which come the commands, their options and help, the documents and the tests.

A question is answered by the view of its name. Imports nothing heavy and knows no database.
"""

from typing import NamedTuple

FIGURE = "indicator indicator_code measure statistic value value_to unit decimals bound printed period scope scope_name id"
TOLD = "section report region region_code"


class Filter(NamedTuple):
    """An option that keeps some rows.

    kind: `coded` (a value of a code list or its label; `of` names the list), `named` (a thing by code or any name; `of` names
    its kinds), `school` (a subject that is, belongs to or is joined by the school; in any of several columns), `equals` (the
    very value), `listed` (a code in a list), `contains` (part of a text), `flag` (the condition in `of`).
    """

    option: str
    column: str
    kind: str
    of: str = ""
    zh: str = ""
    en: str = ""

    def help(self, language: str) -> str:
        """Return in a language, zh or en, what the filter keeps."""
        return self.zh if language == "zh" else self.en


class Question(NamedTuple):
    """A canned question: its view's columns, those that a table for people shows, its order, its filters, its words.

    hidden: columns read for filters, order and decimals only. decimals: `number:column`, which column says how many decimals a
    number has, `+n` for so many more. every_report: it is about the reports, so that all of them answer and not the latest.
    """

    name: str
    zh: str
    en: str
    help_zh: str
    help_en: str
    columns: str
    brief: str
    order: str
    filters: tuple[Filter, ...] = ()
    aliases: tuple[str, ...] = ()
    example: str = ""
    hidden: str = ""
    decimals: str = "value:decimals value_to:decimals"
    every_report: bool = False

    def title(self, language: str) -> str:
        """Return the question's title in a language, zh or en."""
        return self.zh if language == "zh" else self.en

    def help(self, language: str) -> str:
        """Return in a language what the question answers."""
        return self.help_zh if language == "zh" else self.help_en


SCHOOL = Filter(
    "school",
    "subject_code",
    "school",
    "",
    "某所学校（代码、全称、简称或别名）",
    "one school, by code, full or short name",
)
ITS_SCHOOL = Filter("school", "school_code", "named", "school", SCHOOL.zh, SCHOOL.en)
SUBJECT = Filter(
    "subject",
    "subject_code",
    "named",
    "subject",
    "某个对象（学校、地区、活动等）",
    "one subject: a school, region, activity ...",
)
INDICATOR = Filter(
    "indicator",
    "indicator_code",
    "named",
    "indicator",
    "某个指标（代码、名称或别名）",
    "one indicator, by code, name or alias",
)
MEASURE = Filter("measure", "measure", "coded", "measure", "水平、变化量、增长率或方向", "level, change, growth or direction")
SEARCH = "名称中含有这些字", "name contains these words"


def _search(column: str) -> Filter:
    return Filter("search", column, "contains", "", *SEARCH)


def _coded(option: str, code_list: str, zh: str, en: str, column: str = "") -> Filter:
    return Filter(option, column or option.replace("-", "_"), "coded", code_list, zh, en)


def _figures(name: str, zh: str, en: str, help_zh: str, help_en: str, *aliases: str, example: str = "") -> Question:
    """Return a question that is answered by the figures of its topics."""
    return Question(
        name,
        zh,
        en,
        help_zh,
        help_en,
        f"subject subject_code subject_kind year {FIGURE} topic {TOLD} note",
        "subject indicator year figure scope_name section",
        "report ordinal",
        (SCHOOL, SUBJECT, INDICATOR, MEASURE),
        aliases,
        example,
        hidden="ordinal",
    )


def _doings(name: str, zh: str, en: str, help_zh: str, help_en: str, *aliases: str, example: str = "") -> Question:
    """Return a question that is answered by activities with their figures."""
    return Question(
        name,
        zh,
        en,
        help_zh,
        help_en,
        f"subject subject_code activity_kind organisers partners audiences place started_on ended_on summary year {FIGURE} {TOLD}",
        "subject organisers partners audiences indicator figure year section",
        "report section subject_code ordinal",
        (
            SCHOOL,
            SUBJECT,
            INDICATOR,
            Filter(
                "audience", "audiences", "contains", "", "对象人群或受益者的名称中含有这些字", "an audience or recipient has these words"
            ),
            _search("subject"),
        ),
        aliases,
        example,
        hidden="ordinal",
    )


QUESTIONS = (
    Question(
        "schools",
        "学校",
        "Schools",
        "报告列出的每所学校：全称、简称、办学性质、所在地与所获荣誉",
        "Every school a report lists: full and short name, ownership, region and the honours it holds",
        "code ordinal name short_name ownership school_type region region_code host honours honour_count section report year",
        "ordinal name short_name ownership region honours",
        "report ordinal",
        (
            Filter("school", "code", "named", "school", SCHOOL.zh, SCHOOL.en),
            Filter(
                "honours",
                "honour_count",
                "flag",
                "honour_count > 0",
                "只列获得荣誉的学校",
                "only schools that hold an honour",
            ),
            _coded("ownership", "ownership", "公办或民办", "public or private"),
            _coded("type", "school_type", "学校类型", "type of school", "school_type"),
            Filter("county", "region_code", "named", "region", "所在县区", "the county it lies in"),
            _search("name"),
        ),
        ("学校名单", "中职学校"),
        "vet query schools --honours",
    ),
    Question(
        "honours",
        "荣誉",
        "Honours",
        "哪所学校获得哪项荣誉、什么级别、由谁授予、何时授予",
        "Which school holds which honour, at what level, granted by whom and when",
        f"honour honour_code level school school_code granted_by granted_on {TOLD} year",
        "school honour level granted_by granted_on section",
        "report ordinal honour_ordinal",
        (
            ITS_SCHOOL,
            _coded(
                "level",
                "honour_level",
                "国家级、自治区级、市级或校级",
                "national, autonomous_region, municipal or school",
            ),
            _search("honour"),
        ),
        ("奖项", "称号"),
        "vet query honours --level national",
        hidden="ordinal honour_ordinal",
    ),
    Question(
        "teachers",
        "教师",
        "Teachers",
        "各类教职工的人数、占比的基数，以及报告给出的和按人数算出的占比",
        "Staff by category: headcount, what the share is of, the share as stated and as computed",
        "category category_code subject subject_code year scope scope_name headcount base base_headcount share_stated "
        f"share_computed {TOLD}",
        "subject category year headcount base base_headcount share_stated share_computed section",
        "report subject_code year scope ordinal",
        (
            SCHOOL,
            SUBJECT,
            Filter(
                "category",
                "category_code",
                "named",
                "teacher_category",
                "某类教师，如 双师型",
                "one category, e.g. 双师型",
            ),
        ),
        ("老师", "教职工", "师资"),
        "vet query teachers --category 双师型",
        hidden="share_decimals ordinal",
        decimals="share_stated:share_decimals share_computed:share_decimals+2",
    ),
    _figures(
        "students",
        "学生",
        "Students",
        "招生、在校生、学生素质与毕业情况的数字",
        "Figures on enrolment, students on roll, student quality and graduation",
        "招生",
        "在校生",
        example="vet query students --year 2020",
    ),
    Question(
        "majors",
        "专业",
        "Majors",
        "报告提到的专业、所属专业大类和开设的学校",
        "Majors the reports name, their category and the schools that offer them",
        f"major major_code category category_code edition national_code schools {FIGURE} {TOLD} year",
        "major category schools indicator figure",
        "report ordinal major_code id",
        (
            Filter("school", "school_codes", "listed", "school", SCHOOL.zh, SCHOOL.en),
            Filter("category", "category_code", "named", "major_category", "某个专业大类", "one category of majors"),
            _search("major"),
        ),
        ("专业大类",),
        "vet query majors --school 一职校",
        hidden="school_codes ordinal",
    ),
    Question(
        "programmes",
        "专业点",
        "Programmes",
        "各校开设的专业，以及当年新增、扩招、撤销或评为品牌等变化",
        "Majors at each school and what the year did to them: opened, enlarged, closed, branded",
        f"programme programme_code school school_code major major_code specialisation change year {TOLD} note",
        "school major specialisation change year section",
        "report school_code programme_code change year",
        (
            ITS_SCHOOL,
            Filter("major", "major_code", "named", "major", "某个专业", "one major"),
            _coded(
                "change",
                "programme_change_kind",
                "当年的变化，如 扩招、品牌",
                "what the year did, e.g. enlarged, branded",
            ),
        ),
        ("专业布点",),
        "vet query programmes --change branded",
    ),
    Question(
        "clusters",
        "专业集群",
        "Clusters",
        "主干、改造提升和新兴专业集群及其名单是否列全",
        "Clusters of majors: main, upgraded or emerging, and whether the list is complete",
        f"cluster cluster_code cluster_kind complete {TOLD} year",
        "cluster_kind cluster complete section",
        "report ordinal",
        (
            _coded("kind", "cluster_kind", "主干、改造提升或新兴", "main, upgraded or emerging", "cluster_kind"),
            _search("cluster"),
        ),
        ("专业群",),
        "vet query clusters --kind emerging",
        hidden="ordinal",
    ),
    Question(
        "enterprises",
        "企业",
        "Enterprises",
        "报告写出名称的企业：行业、合作学校和出处",
        "Enterprises named by a report: industry, the schools they work with, where they are named",
        "enterprise enterprise_code short_name industry schools sections note report region region_code year",
        "enterprise short_name schools sections note",
        "report enterprise_code",
        (Filter("school", "school_codes", "listed", "school", SCHOOL.zh, SCHOOL.en), _search("enterprise")),
        ("公司",),
        "vet query enterprises",
        hidden="school_codes",
    ),
    Question(
        "cooperation",
        "校企合作",
        "Cooperation",
        "学校与企业的合作：形式、年份与出处，以及报告给出的合作数量",
        "What schools and enterprises do together: form, year and section, and the counts stated of it",
        f"subject subject_code partner partner_code form year {FIGURE} {TOLD} note",
        "subject partner form indicator figure year section",
        "report section subject_code partner_code form id",
        (SCHOOL, SUBJECT, _coded("form", "cooperation_form", "合作形式", "form of cooperation"), INDICATOR),
        ("合作企业",),
        "vet query cooperation --school 一职校",
    ),
    Question(
        "groups",
        "职教集团",
        "Education groups",
        "职业教育集团：谁牵头、谁加入、以什么身份，以及报告给出的集团数量",
        "Vocational education groups, who leads and belongs to them in which role, and the counts stated of them",
        f"subject subject_code area member member_code role year {FIGURE} {TOLD} note",
        "subject member role indicator figure section note",
        "report subject_code role member_code id",
        (
            Filter("school", "member_code", "named", "school", SCHOOL.zh, SCHOOL.en),
            SUBJECT,
            _coded("role", "group_role", "牵头、发起、成员等身份", "role: leader, founder, member ..."),
            _search("subject"),
        ),
        ("集团", "集团化办学"),
        "vet query groups --school 二职校",
    ),
    Question(
        "partners",
        "合作单位",
        "Partners",
        "企业以外的机构：政府部门、院校、协会、村镇、平台等，与谁有何往来",
        "Partners other than enterprises: bureaus, colleges, associations, villages, platforms, and what ties them to whom",
        f"partner partner_code partner_kind partner_type subject subject_code tie activity {TOLD} year",
        "partner partner_type subject tie activity section",
        "report partner_kind partner_code subject_code tie activity section",
        (
            SCHOOL,
            _coded("kind", "subject_kind", "机构、地点、平台、学校", "institution, place, platform, school", "partner_kind"),
            _coded("type", "institution_type|place_type", "如 部门、院校、村", "e.g. bureau, college, village", "partner_type"),
            _search("partner"),
        ),
        ("机构", "伙伴"),
        "vet query partners --school 市交校",
    ),
    _doings(
        "projects",
        "项目",
        "Projects",
        "建设项目与实训室：学校、地点、资金和时间",
        "Construction projects and training rooms: school, place, money and dates",
        "实训室",
        "建设项目",
        example="vet query projects --school 鹿寨中心",
    ),
    _doings(
        "training",
        "培训",
        "Training",
        "培训活动：由谁办、面向谁、人数与出处",
        "Training courses: who ran them, for whom, how many took part",
        "社会培训",
        "教师培训",
        example="vet query training --school 一职校",
    ),
    Question(
        "competitions",
        "竞赛",
        "Competitions",
        "技能竞赛和其他比赛：奖项、数量、获奖者",
        "Skills contests and other competitions: prizes, how many, and winners",
        f"competition prize winner winner_code year {FIGURE} {TOLD}",
        "competition prize winner figure year section",
        "report section ordinal competition winner_code prize",
        (Filter("school", "winner_code", "school", "", SCHOOL.zh, SCHOOL.en), _search("competition")),
        ("比赛", "技能大赛"),
        "vet query competitions --year 2020",
        hidden="ordinal",
    ),
    _doings(
        "internships",
        "实习",
        "Internships",
        "学生实习：岗位、满意度、安全与管理",
        "Student internships: posts, satisfaction, safety and how they are managed",
        "顶岗实习",
        example="vet query internships --year 2020",
    ),
    _figures(
        "employment",
        "就业",
        "Employment",
        "毕业生就业：就业率、起薪、去向、升学与创业",
        "Employment of graduates: rates, starting salary, where they work, further study, own business",
        "升学",
        "创业",
        example="vet query employment --year 2020",
    ),
    _figures(
        "facilities",
        "设施设备",
        "Facilities",
        "教学仪器设备、实训工位、图书与实训室",
        "Teaching equipment, practical training stations, books and training rooms",
        "设备",
        "设施",
        example="vet query facilities --year 2019",
    ),
    _figures(
        "finance",
        "经费",
        "Finance",
        "办学经费、项目投入和其他金额",
        "School funding, project investment and other sums of money",
        "投入",
        "资金",
        example="vet query finance --school 二职校",
    ),
    _figures(
        "satisfaction",
        "满意度",
        "Satisfaction",
        "学生、毕业生、实习单位和用人单位的满意度",
        "Satisfaction of students, graduates, internship hosts and employers",
        example="vet query satisfaction",
    ),
    _doings(
        "assistance",
        "帮扶",
        "Assistance",
        "对口帮扶、校际帮扶与扶贫：谁帮谁、做什么、多少人和钱",
        "Paired assistance and poverty relief: who helps whom, what is done, people and money",
        "扶贫",
        "对口支援",
        example="vet query assistance --school 一职校",
    ),
    _doings(
        "epidemic",
        "疫情防控",
        "Epidemic work",
        "疫情防控中的活动、捐赠、病例和线上教学",
        "Work in the epidemic: activities, donations, cases and online teaching",
        "抗疫",
        "疫情",
        example="vet query epidemic",
    ),
    Question(
        "policies",
        "政策",
        "Policies",
        "本市（本地区）制定的政策文件：文号、类型与出处",
        "Policy documents issued by the region itself: number, kind and section",
        f"title number document_code document_kind issuer issued role subject subject_code {TOLD} year",
        "title number document_kind issued section",
        "report section document_code role",
        (_coded("kind", "document_kind", "文件类型", "kind of document", "document_kind"), _search("title")),
        ("政策措施",),
        "vet query policies",
    ),
    Question(
        "documents",
        "文件",
        "Documents",
        "报告提到的全部文件，包括校内制度和手册",
        "Every document a report names, school rules and handbooks included",
        f"title number document_code document_kind issuer issued role subject subject_code {TOLD} year",
        "title number document_kind role subject section",
        "report section document_code role",
        (
            SCHOOL,
            _coded("kind", "document_kind", "文件类型", "kind of document", "document_kind"),
            _coded("role", "document_role", "在报告中的作用", "the part it plays in the report"),
            _search("title"),
        ),
        ("文号",),
        "vet query documents --search 产教融合",
    ),
    Question(
        "cases",
        "典型案例",
        "Case studies",
        "附件中的典型案例：学校、题目与内容提要",
        "Case studies in the annex: school, title and a summary in our words",
        f"title case_code school school_code summary {TOLD} year",
        "title school summary section",
        "report section",
        (ITS_SCHOOL,),
        ("案例",),
        "vet query cases",
    ),
    Question(
        "problems",
        "问题与措施",
        "Problems",
        "报告指出的问题，以及对应的改进措施",
        "Problems a report admits and the measures it announces against them",
        "problem problem_code summary measures measures_in_detail section measure_sections report region region_code year",
        "problem summary measures section",
        "report ordinal",
        (_search("problem"),),
        ("问题", "改进措施"),
        "vet query problems",
        hidden="ordinal",
    ),
    Question(
        "events",
        "大事",
        "Events",
        "有日期的事项：活动、奖励、验收、会议等，按时间排列",
        "Dated things in order of time: activities, awards, inspections, meetings",
        f"event event_code event_kind started_on ended_on participants place {TOLD} year",
        "started_on ended_on event participants place section",
        "report started_on event_code",
        (
            Filter("school", "event_code", "school", "", SCHOOL.zh, SCHOOL.en),
            _coded("kind", "activity_kind", "活动类型", "kind of event", "event_kind"),
            _search("event"),
        ),
        ("大事记",),
        "vet query events",
    ),
    Question(
        "changes",
        "变动",
        "Changes",
        "学校和专业点的新增、扩大、缩减、撤销、合并、更名，以及报告给出的增减数",
        "Schools and programmes opened, enlarged, reduced, closed, merged or renamed, and the counts stated of it",
        f"subject subject_code subject_kind change successor successor_code basis year {FIGURE} {TOLD} note",
        "subject change successor basis indicator figure year section note",
        "report section subject_code successor_code change id",
        (
            Filter("school", "subject_code successor_code", "school", "", SCHOOL.zh, SCHOOL.en),
            _coded("kind", "subject_kind", "学校或专业点", "school or programme", "subject_kind"),
        ),
        ("变化", "布局调整"),
        "vet query changes --year 2020",
    ),
    Question(
        "revisions",
        "数据修订",
        "Revisions",
        "同一事实在不同报告中的说法，包括由写明的增减推出的上年数",
        "One fact as several reports state it, or imply it by a change they state",
        "subject subject_code indicator indicator_code year period measure statistic scope scope_name value value_to unit "
        f"decimals bound status printed {TOLD} id value_basis",
        "subject indicator year figure value_basis scope_name report section",
        "subject_code indicator_code year report section id",
        (SCHOOL, SUBJECT, INDICATOR),
        ("修订",),
        "vet query revisions",
        every_report=True,
    ),
    Question(
        "coverage",
        "指标覆盖",
        "Coverage",
        "哪份报告给出了哪个指标哪些年份的数字",
        "Which report states which indicator for which years",
        "indicator indicator_code topic topic_code observations subjects year_from year_to report region region_code year",
        "topic indicator observations subjects year_from year_to report",
        "report ordinal",
        (
            INDICATOR,
            Filter("topic", "topic_code", "named", "topic", "某个主题", "one topic"),
            Filter(
                "missing",
                "observations",
                "flag",
                "observations = 0",
                "只列报告未给出的指标",
                "only indicators a report does not state",
            ),
        ),
        ("覆盖",),
        "vet query coverage --missing",
        every_report=True,
        hidden="ordinal",
    ),
    Question(
        "standards",
        "国家标准",
        "Standards",
        "中等职业学校设置标准的各项最低要求，附条款与出处",
        "Thresholds of the national standard for secondary vocational schools, with article and source",
        "standard standard_code indicator indicator_code base school_type comparator threshold unit document article source note",
        "standard comparator threshold unit base document article",
        "standard_code",
        (INDICATOR, _coded("type", "school_type", "学校类型", "type of school", "school_type"), _search("standard")),
        ("设置标准", "标准"),
        "vet query standards",
    ),
    Question(
        "reports",
        "报告",
        "Reports",
        "库中的报告：题名、地区、年度、编制单位与版本",
        "The reports in the database: title, region, year, publisher and edition",
        "report title kind subject subject_code region region_code year edition supersedes publisher published_on "
        "outline_edition sections observations sha256",
        "report title region year edition supersedes sections observations",
        "region_code year edition",
        (),
        ("年度报告",),
        "vet query reports",
        every_report=True,
    ),
    Question(
        "observations",
        "观测值",
        "Observations",
        "报告中的每个数字：关于谁、哪一年、什么口径、在哪一节、原文怎样写",
        "Every number of a report: about whom, which year, which scope, in which section and as printed",
        "id report subject subject_code subject_kind indicator indicator_code year period period_start period_end measure "
        "statistic value value_to unit decimals bound scope scope_name status section printed nth note",
        "subject indicator year figure scope_name section printed",
        "report ordinal",
        (
            SCHOOL,
            SUBJECT,
            INDICATOR,
            Filter("topic", "topic_code", "named", "topic", "某个主题", "one topic"),
            MEASURE,
            Filter("section", "section", "equals", "", "报告的某一节，如 2.2", "one section of the report, e.g. 2.2"),
            _coded("status", "obs_status", "数据状态", "observation status"),
        ),
        ("数据", "数字"),
        "vet query observations --subject 一职校",
        hidden="ordinal",
    ),
)
"""Every canned question, in the order they are listed."""


def find(word: str) -> Question | None:
    """Return the question with this name, Chinese or English title or alias."""
    for question in QUESTIONS:
        if word.lower() in (question.name, question.zh, question.en.lower(), *question.aliases):
            return question
    return None
