"""Pages in traditional characters, as mirrors and machine conversions print them, put into our characters.

Only the characters of our own words are known, so what is found is given back as it is printed. A text keeps its
length, and so do the places of words in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from parsers.model import Block, Document, Paragraph
from parsers.prose.characters import squeeze

# The character of our words, and those that stand for it.
_PRINTED_AS = """
万萬 专專 业業 两兩 个個箇 为為爲 举舉 亿億 从從 众眾衆 会會 传傳 体體 余餘 关關 兴興 养養 内內 军軍
农農 决決 况況 减減 别別 制製 办辦 务務 动動 区區 医醫 华華 协協 单單 卖賣 卫衛 厂廠 厅廳 历歷 县縣
参參 发發 台臺 号號 吗嗎 后後 听聽 员員 咨諮 响響 团團 园園 围圍 国國 图圖 场場 处處 备備 复復複覆
头頭 奖獎 学學 宁寧 审審 对對 导導 届屆 属屬 岁歲 布佈 带帶 广廣 应應 废廢 开開 张張 强強 当當 录錄
征徵 总總 执執 扩擴 护護 报報 担擔 拟擬 据據 搜蒐 数數 无無 时時 旷曠 显顯 机機 权權 来來 条條 构構
标標 栏欄 样樣 检檢 没沒 济濟 测測 满滿 点點 热熱 状狀 现現 画畫 疗療 监監 种種 积積 称稱 稳穩 类類
纪紀 级級 纳納 纷紛 组組 织織 经經 结結 络絡 统統 续續 维維 综綜 编編 缴繳 网網 罚罰 职職 联聯 节節
苏蘇 范範 获獲 补補 装裝 见見 观觀 规規 视視 览覽 计計 认認 讨討 训訓 议議 讯訊 记記 讲講 许許 论論
设設 访訪 证證 评評 诉訴 词詞 询詢 该該 说說 请請 读讀 课課 调調 谈談 负負 责責 质質 购購 费費 资資
较較 轮輪 转轉 辑輯 边邊 达達 过過 运運 进進 远遠 连連 选選 递遞 遗遺 邮郵 乡鄉 采採 释釋 针針 银銀
错錯 镇鎮 长長 门門 问問 间間 队隊 阅閱 际際 陆陸 险險 随隨 隐隱 难難 页頁 项項 预預 题題 额額 馆館
驻駐 鱼魚 争爭 划劃 么麼 亲親 丝絲 块塊 实實 确確 语語 轻輕 静靜 闻聞 汇匯彙 与與 书書 习習 优優
势勢 让讓 闭閉 讼訟 云雲 东東 龙龍 庆慶 辽遼 贵貴 凤鳳 滨濱 临臨 阳陽 齐齊 泽澤 沪滬 宾賓 岛島 锡錫
扬揚 盐鹽 罗羅 乌烏 鲁魯 滩灘 岭嶺 桥橋 绍紹 温溫 亚亞 顺順 汉漢 荆荊 郑鄭 潍濰 烟煙 财財 战戰 终終
纠糾 义義 术術 龄齡 红紅 绿綠 谷穀 麦麥 库庫 兰蘭 赣贛 陕陝 韩韓 马馬 骆駱 鸡雞 鹤鶴 丽麗 黄黃 产產
铁鐵 铜銅 锦錦 镜鏡 钦欽 钟鐘
"""
_OURS = {ord(printed): word[0] for word in _PRINTED_AS.split() for printed in word[1:]}
_IN_EVERY_REPORT = "開"  # of 公開; no text in our characters has it
FIRST = 12


def in_ours(text: str) -> str:
    """The text with our words in our characters; 政府資訊, another word for 政府信息, is made that."""
    return text.translate(_OURS).replace("资讯", "信息")


def is_traditional(texts: Iterable[str]) -> bool:
    """Whether a report is in traditional characters; its first texts show it."""
    return _IN_EVERY_REPORT in "".join(texts)


def document_in_ours(document: Document) -> Document | None:
    """The document with our words in our characters; None where it is in them already."""
    texts = [block.text for block in document.blocks[:FIRST] if isinstance(block, Paragraph)]
    if not is_traditional([document.title or "", *texts]):
        return None
    return replace(
        document,
        blocks=tuple(map(_block_in_ours, document.blocks)),
        before=tuple(map(_block_in_ours, document.before)),
        title=in_ours(document.title) if document.title else None,
        tags=tuple((name, in_ours(text)) for name, text in document.tags),
    )


def as_printed(found: str, texts: Iterable[str]) -> str:
    """What was found in texts put into our characters, as the texts print it; they are joined without white space."""
    printed = "".join(map(squeeze, texts))
    at = in_ours(printed).find(found)
    return printed[at : at + len(found)] if at >= 0 else found


def _block_in_ours(block: Block) -> Block:
    return block._replace(text=in_ours(block.text)) if isinstance(block, Paragraph) else block
