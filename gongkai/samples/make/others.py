"""Texts that stand beside annual reports and are none, written for the samples."""

from gongkai.samples.make.site import OtherText, Site


def notice(site: Site, year: int) -> OtherText:
    return OtherText(
        "notice",
        (
            f"各乡镇人民政府（街道办事处），{site.level}政府各部门：",
            f"为做好{year}年度政府信息公开工作年度报告的编制和发布，现将有关事项通知如下。",
            "一、编制内容。年度报告由六个部分组成，从总体情况到其他需要报告的事项依次排列，表格项目不得增减。",
            f"二、时间要求。各部门于{year + 1}年1月20日前报送初稿，1月31日前在专栏发布。",
            "三、有关要求。数据须经主要负责人审定；表内勾稽关系不符的一律退回修改。",
            f"{site.place}人民政府办公室",
        ),
    )


def report_explained(site: Site, year: int) -> OtherText:
    return OtherText(
        "interpretation",
        (
            f"{site.place}{year}年政府信息公开工作年度报告已经编制完成并向社会公布，现就年报内容作如下解读。",
            "问：年报分几个部分？答：共六个部分，其中三个部分以表格反映全年数据。",
            "问：申请办理有什么特点？答：自然人申请占多数，内容集中在征地补偿和规划许可。",
            "问：下一步怎么做？答：把答复说理写透，把重点领域目录补全。",
        ),
    )


def work_report(site: Site, year: int) -> OtherText:
    return OtherText(
        "work_report",
        (
            f"各位代表：现在，我代表{site.place}人民政府，向大会报告工作，请予审议。",
            f"一、{year - 1}年工作回顾",
            "地区生产总值增长5.6%，固定资产投资增长7.1%，城乡居民收入稳步提高。",
            "自觉接受监督，办理人大代表建议和政协提案142件，主动公开政府信息，网上可办事项继续增加。",
            f"二、{year}年主要任务",
            "抓项目、稳就业、补短板；新建改建农村公路86公里，改造老旧小区12个。",
            "三、加强政府自身建设",
            "坚持依法行政，推进政务公开，严肃财经纪律。",
        ),
    )


def law_report(site: Site, year: int) -> OtherText:
    return OtherText(
        "law_based_government_report",
        (
            f"现将{site.place}{year}年法治政府建设情况报告如下。",
            "一、主要工作举措和成效。落实重大行政决策程序，开展规范性文件合法性审核31件。",
            "办结行政复议案件45件，行政机关负责人出庭应诉率达到百分之百。",
            "二、存在的不足和原因。基层执法力量偏弱，个别案卷文书不规范。",
            "三、下一年度工作安排。持续推进行政执法公示、全过程记录和法制审核。",
        ),
    )


def website_report(site: Site, year: int) -> OtherText:
    return OtherText(
        "website_report",
        (f"填报单位：{site.place}人民政府办公室",),
        (
            ("网站名称", f"{site.name}门户网站"),
            ("网站标识码", site.site_code),
            ("独立用户访问总量（单位：个）", str(183000 + year)),
            ("信息发布总数（单位：条）", "6432"),
            ("其中：概况类信息更新量", "27"),
            ("政务动态信息更新量", "5118"),
            ("信息公开目录信息更新量", "1287"),
            ("解读材料发布数量", "96"),
            ("收到留言数量（单位：条）", "214"),
            ("办结留言数量（单位：条）", "214"),
        ),
    )


def guide(site: Site) -> OtherText:
    return OtherText(
        "guide",
        (
            f"为方便公民、法人和其他组织依法获取{site.place}人民政府的政府信息，编制本指南。",
            "一、主动公开。公开范围见政府信息公开目录，公开形式以门户网站为主。",
            "二、依申请公开。申请人应当写明姓名或者名称、身份证明、联系方式和所需信息的名称。",
            "三、监督救济。认为公开工作侵犯合法权益的，可以申请行政复议或者提起行政诉讼。",
        ),
    )


def rules(site: Site) -> OtherText:
    return OtherText(
        "guide",
        (
            f"第一条 为规范{site.place}政府信息公开保密审查，制定本制度。",
            "第二条 坚持先审查后公开、一事一审。",
            "第三条 承办科室提出意见，办公室复核，分管负责人审定。",
        ),
    )


def policy(site: Site) -> OtherText:
    return OtherText(
        "interpretation",
        (
            f"近日，{site.place}印发关于促进农产品冷链建设的若干措施，现解读如下。",
            "一、为什么出台？鲜活产品上市集中，储运能力不足。",
            "二、支持什么？对新建冷库按库容给予补助，每立方米不超过80元。",
        ),
    )


def training(site: Site) -> OtherText:
    return OtherText(
        "meeting",
        (
            f"3月11日，{site.place}召开政府信息公开工作培训会，各部门、各乡镇承办人员参加。",
            "会议讲解了年度报告填报中的勾稽关系和常见错误，并就答复文书写作进行了案例教学。",
        ),
    )


def news(site: Site) -> OtherText:
    return OtherText(
        "other",
        (
            f"日前，{site.place}举办政务开放日活动，三十余名群众代表走进服务大厅，体验办事流程。",
            "活动现场解答了社保转移、不动产登记等问题，收集意见十七条，将逐条反馈。",
        ),
    )
