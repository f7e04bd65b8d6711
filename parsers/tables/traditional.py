"""Traditional characters that the words of the tables are printed with on mirrors and in machine conversions."""

from __future__ import annotations

# The character of the tables' words, and those that stand for it.
_PRINTED_AS = """
万萬 专專 业業 个個箇 为為爲 举舉 于於 亿億 从從 众眾衆 会會 传傳 体體 关關 内內 决決 况況 减減 别別
制製 办辦 务務 动動 区區 单單 卷捲 历歷 参參 发發 只祇 台臺 号號 后後 听聽 员員 咨諮 团團 围圍 国國
场場 处處 备備 复復複覆 实實 审審 对對 属屬 布佈 应應 废廢 开開 强強 当當 录錄 径徑 志誌 总總 户戶
执執 护護 报報 据據 数數 无無 时時 机機 权權 条條 构構 标標 栏欄 没沒 注註 济濟 满滿 点點 热熱 现現
电電 码碼 确確 秘祕 称稱 稳穩 类類 纠糾 约約 纳納 线線 组組 织織 经經 结結 络絡 统統 继繼 续續 维維
编編 缴繳 网網 罚罰 职職 舆輿 范範 获獲 补補 规規 计計 认認 训訓 议議 许許 讼訟 设設 访訪 诉訴 话話
询詢 说說 请請 读讀 谈談 负負 责責 购購 费費 转轉 辑輯 过過 这這 邮郵 采採 错錯 长長 门門 问問 间間
系係 级級 余餘 闻聞 阅閱 际際 隐隱 页頁 项項 题題 额額 驳駁
"""

SIMPLIFIED = {ord(printed): word[0] for word in _PRINTED_AS.split() for printed in word[1:]}
