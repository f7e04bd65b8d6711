import pytest

from parsers.prose.masking import mask_contacts


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话：0517-83605210，电子邮箱：hazwgkc@163.com）", "电话：0517-****，电子邮箱：***@***）"),
        ("联系电话:(0370)7272345", "联系电话:(0370)****"),
        ("手机13837012345。", "手机1**********。"),
        ("电话：7272345", "电话：****"),
        ("传真 8360-5210", "传真 ****"),
        ("拨打12345、12315、12380热线", "拨打12345、12315、12380热线"),
        ("客服电话：400-123-4567", "客服电话：400-123-4567"),
        ("收费13900000000元，公开信息35391条", "收费13900000000元，公开信息35391条"),
        ("豫ICP备15021526号", "豫ICP备15021526号"),
    ],
)
def test_contacts_are_masked_and_figures_are_not(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked
