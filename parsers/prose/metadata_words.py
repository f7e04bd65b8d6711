"""The labels of metadata blocks and the names of page tags, as tables.

Field codes are stable: index_number, document_number, issuer, produced, published, title, category,
combined_category, topic_category, genre_category, disclosure_mode, disclosure_scope, validity, keywords,
summary, source, organisation_code, site_name, site_domain, site_code, column_name, column_type.
Labels of persons and of page furniture are known so that they end the value before them; what they hold
is not kept.
"""

from __future__ import annotations

import re

DROPPED = ""

_LABELS_OF: dict[str, tuple[str, ...]] = {
    "index_number": ("信息索引号 索引号 索引编号 索取号 索引",),
    "document_number": ("发文字号 发布文号 发文文号 公文字号 文件编号 文件文号 发文号 文件号 文号",),
    "issuer": (
        "信息发布机构 发布机构 发布机关 发布单位 发布部门 发文机关 发文机构 发文单位 制发机关 制发单位",
        "公开机构 公开单位 公开机关 所属机构 所属部门 责任部门 编制机关 信息提供单位",
    ),
    "produced": ("公文生成日期 生成日期 生成时间 成文日期 成文时间 发文日期 制发日期 印发日期 形成日期 写作日期",),
    "published": (
        "信息发布日期 信息提供日期 发布日期 发布时间 公开日期 公开时间 发文时间 发表时间 发表日期",
        "上网日期 上网时间 添加时间 添加日期 录入时间 时间 日期",
    ),
    "title": ("信息名称 文件名称 信息标题 公文标题 文章标题 名称 标题",),
    "combined_category": ("组配分类",),
    "topic_category": ("主题分类",),
    "genre_category": ("体裁分类",),
    "category": ("信息分类 公开类目 信息类别 所属类别 分类 类别",),
    "disclosure_mode": ("公开方式 公开形式 公开属性 公开程序",),
    "disclosure_scope": ("公开范围",),
    "validity": ("效力状况 效力状态 是否有效 有效性 信息时效 时效性 时效 效力",),
    "keywords": ("关键词 关键字 主题词",),
    "summary": ("内容概述 内容概况 内容摘要 摘要",),
    "source": ("信息来源 文章来源 稿件来源 来源 稿源",),
    "site_code": ("网站标识码",),
    DROPPED: (
        "作者 撰稿 责任编辑 责编 编辑 编辑人 录入 录入人 审核 审核人 校对 发布人 发布者 联系人 联系电话 电话",
        "浏览次数 累计次数 浏览量 浏览 点击数 点击次数 点击量 点击率 阅读次数 阅读量 阅读 访问量 访问次数 人气",
        "字体大小 字体 文章字号 选择阅读字号 阅读字号 选择字号 字号",
        "分享到 分享 打印 收藏 我要纠错 保护视力色 视力保护色 背景色",
        "公开时限 废止日期 有效期 实施日期 生效日期 失效日期 更新时间 更新日期",
    ),
}
LABELS: dict[str, str] = {
    label: field for field, lines in _LABELS_OF.items() for line in lines for label in line.split()
}

BLANKS = " \t\u00a0\u3000"
# What may stand before a label: nothing, a blank, a bullet, a bracket, or the colon of a label without a value.
BEFORE_A_LABEL = BLANKS + "•·●▪-|｜【[(（:：/"
# How values end that a label may follow without a blank: names of offices, numbers and dates.
ENDS_OF_VALUES = "局府办厅委会院心处室部所站队号日开效】)）]；;"

TAGS: dict[str, str] = {
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "contentsource": "source",
    "keywords": "keywords",
    "description": "summary",
    "sitename": "site_name",
    "sitedomain": "site_domain",
    "siteidcode": "site_code",
    "columnname": "column_name",
    "columntype": "column_type",
}
# What an empty template leaves in a tag or a block; a column's name that names a piece of the page.
NO_VALUE = frozenset({"", *"无 无文号 无号 号 〔〕号 []号 null undefined none - -- — —— / 暂无 [] {}".split(), "— —"})
INCLUDED_PARTS = frozenset(
    {"头部", "尾部", "底部", "页头", "页脚", "公共头部", "公共尾部", "头部文件", "header", "footer"}
)

# The shape that a value must have where nothing but its place ties it to its label.
SHAPES: dict[str, re.Pattern[str]] = {
    "index_number": re.compile(r"^(?=.*\d)[0-9A-Za-z\u4e00-\u9fff/〔〕\[\]_.-]{5,40}$"),
    "document_number": re.compile(r"[〔\[【（(]\s*20\d\d\s*[〕\]】）)].*号$"),
    "issuer": re.compile(r"(?:政府|办公室|厅|局|委|委员会|办|院|中心|处|街道|镇|乡|公司|院|所|部|社|会)$"),
    "produced": re.compile(r"^[12]\d{3}.{4,16}$"),
    "published": re.compile(r"^[12]\d{3}.{4,16}$"),
    "source": re.compile(r"^[\u4e00-\u9fff]{2,24}(?:政府|办公室|厅|局|委|委员会|办|中心|街道|镇|乡|网)$"),
    "title": re.compile(r"(?:报告|年报|通知|公告|意见|方案)$"),
    "disclosure_mode": re.compile(r"^(?:主动公开|依申请公开|不予公开)$"),
    "validity": re.compile(r"^(?:有效|失效|废止|现行有效|是|否)$"),
    "site_code": re.compile(r"^[0-9A-Za-z]{10}$"),
}
# A source of two or three characters that names no office may be a person.
OFFICE_END = re.compile(
    r"(?:府|办|厅|局|委|会|院|中心|处|站|网|报|社|部|科|股|室|所|队|街道|镇|乡|区|县|市|省|公司|单位|平台|本级)$"
)
ORGANISATION_CODE = re.compile(r"^(?P<code>1[0-9A-Za-z]{17}|[0-9A-Za-z]{8}-?[0-9Xx])(?=[/／\-]|$)")
