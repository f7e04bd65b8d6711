"""What kind of body a name is of, by how it ends."""

from __future__ import annotations

import re
from functools import lru_cache

# 「县政府办公室」 stands for its name where the region is left out.
_LEVEL = r"(?:本?(?:自治)?[省市县区旗州盟])?"
# 「海关总署（本级机关）」, 「市民族事务委员会（市宗教事务局）」
_ITSELF_OR_ALSO = re.compile(r"(?<=.)[（(][^（）()]{2,20}[）)]$")
# By the end of their names, region removed; the first that matches decides.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns)))
    for kind, *patterns in (
        ("court", r"(?:法院|检察院|检察分院)$"),
        ("government_office", rf"^{_LEVEL}(?:人民)?政府(?:办公[室厅]|办)$", r"^行政公署办公室$"),
        ("government", rf"^{_LEVEL}(?:人民)?政府(?:机关|本级)?$", r"^行政公署$"),
        ("institution", r"驻.{1,8}(?:办事处|办公室|联络处)$"),
        (
            "zone",
            r"(?:开发区|高新区|经开区|集聚区|聚集区|工业园区?|产业园区?|科技园区?|园区|保税区)(?:管理委员会|管委会|办事处)?$",
            r"(?:示范区|度假区|风景名?胜?区|商业区|商务区|试验区|合作区|自贸区|管理区|新区)(?:管理委员会|管委会|办事处)?$",
        ),
        ("township", r"(?:镇|乡|街道|街|苏木|街道办|办事处)(?:人民政府|政府)?(?:办公室|办事处|党政综合办公室)?$"),
        ("enterprise", r"(?:公司|集团|银行|电网|供电局|供电所|厂|营业部)$"),
        (
            "institution",
            r"(?:医院|卫生院|学校|中学|小学|高中|大学|学院|幼儿园|党校|中心|研究院|研究所|科学院)$",
            r"(?:馆|电视台|广播台|报社|站|园|场)$",
        ),
        (
            "other",
            r"(?:联合会|协会|学会|联合社|联社|供销社|工会|妇联|团委|工商联|残联|科协|文联|侨联|红十字会|基金会)$",
        ),
        (
            "department",
            r"海关(?:关区|系统)?$",
            r"(?:部门|系统)$",
            r"(?:局|委员会|委|办公室|办公厅|办|厅|部|署|处|队|所|院|组|室|科|股)$",
        ),
    )
)


@lru_cache(maxsize=4096)  # thousands of bodies are called 司法局 or 统计局
def kind_of(bare_name: str) -> str:
    """The class of a body by its name without the region: government, department, township, …, other."""
    name = _ITSELF_OR_ALSO.sub("", bare_name)
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), "other")
