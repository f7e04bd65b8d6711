"""Traditional characters, as mirrors and machine conversions print official words, and those that stand for them here.

Only the characters of the words that readers look for are known: no text is converted for its own sake.
"""

from __future__ import annotations

# The character of our words, and those that stand for it.
_PRINTED_AS = """
万萬 与與 专專 业業 东東 丝絲 两兩 个個箇 临臨 为為爲 丽麗 举舉 么麼 义義 乌烏 习習 乡鄉 书書
争爭 于於 云雲 亚亞 产產 亲親 亿億 从從 众眾衆 优優 会會 传傳 体體 余餘 兰蘭 关關 兴興 养養
内內 军軍 农農 决決 况況 减減 凤鳳 划劃 别別 制製 办辦 务務 动動 势勢 区區 医醫 华華 协協 单單
卖賣 卫衛 卷捲 厂廠 厅廳 历歷 县縣 参參 发發 只祇 台臺 号號 后後 吗嗎 听聽 员員 咨諮 响響 团團
园園 围圍 国國 图圖 场場 块塊 处處 备備 复復複覆 头頭 奖獎 学學 宁寧 实實 审審 宾賓 对對 导導
届屆 属屬 岁歲 岛島 岭嶺 布佈 带帶 广廣 庆慶 库庫 应應 废廢 开開 张張 强強 当當 录錄 征徵 径徑
志誌 总總 战戰 户戶 执執 扩擴 扬揚 护護 报報 担擔 拟擬 据據 搜蒐 数數 无無 时時 旷曠 显顯 术術
机機 权權 条條 来來 构構 标標 栏欄 样樣 桥橋 检檢 汇匯彙 汉漢 没沒 沪滬 注註 泽澤 测測 济濟
温溫 满滿 滨濱 滩灘 潍濰 点點 烟煙 热熱 状狀 现現 电電 画畫 疗療 盐鹽 监監 码碼 确確 种種 秘祕
积積 称稱 稳穩 类類 系係 纠糾 红紅 约約 级級 纪紀 纳納 纷紛 线線 组組 织織 终終 绍紹 经經 结結
络絡 统統 继繼 续續 维維 综綜 绿綠 编編 缴繳 网網 罗羅 罚罰 职職 联聯 舆輿 节節 苏蘇 范範 荆荊
获獲 补補 装裝 见見 观觀 规規 视視 览覽 计計 认認 讨討 让讓 训訓 议議 讯訊 记記 讲講 许許 论論
讼訟 设設 访訪 证證 评評 诉訴 词詞 话話 询詢 该該 语語 说說 请請 读讀 课課 调調 谈談 谷穀 负負
财財 责責 质質 购購 贵貴 费費 资資 赣贛 转轉 轮輪 轻輕 较較 辑輯 边邊 辽遼 达達 过過 运運 这這
进進 远遠 连連 选選 递遞 遗遺 邮郵 郑鄭 采採 释釋 针針 钟鐘 钦欽 铁鐵 铜銅 银銀 错錯 锡錫 锦錦
镇鎮 镜鏡 长長 门門 闭閉 问問 间間 闻聞 阅閱 队隊 阳陽 际際 陆陸 陕陝 险險 随隨 隐隱 难難 静靜
韩韓 页頁 项項 顺順 预預 题題 额額 馆館 马馬 驳駁 驻駐 骆駱 鱼魚 鲁魯 鸡雞 鹤鶴 麦麥 黄黃 齐齊
龄齡 龙龍
"""

SIMPLIFIED = {ord(printed): word[0] for word in _PRINTED_AS.split() for printed in word[1:]}
