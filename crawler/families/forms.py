"""The forms that the controls of a pager send: by a handler that fills one in, or as the button that they are.

    <a href="javascript:__doPostBack('Pager1','2')">下一页</a>          the page's form (ASP.NET), sent once more
    <form><button name="page" value="2">下一页</button></form>          the form that the button stands in

No form is sent that asks for a password.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from lxml.html import HtmlElement

from crawler.addresses import absolute, handlers
from crawler.families.base import NextPage
from crawler.functions import Filled
from crawler.markup import Markup

_PRESSED = {"submit", "image"}
_KEPT_INPUTS = {"hidden", "text", ""}
_MOST_FIELDS = 60  # of a form that is sent
_LONGEST_FIELD = 400_000  # characters; view states are long


def sent(markup: Markup, element: HtmlElement) -> NextPage | None:
    """What a control sends whose handler fills in a form of the page; None where it does nothing of the kind."""
    filled = next((found for call in handlers(element) if (found := markup.functions.sends(call))), None)
    form = _form_of(markup, filled) if filled else None
    if filled is None or form is None:
        return None
    return _request_of(markup, form, {_name_of(form, name): text for name, text in filled.fields.items()})


def pressed(markup: Markup, button: HtmlElement) -> NextPage | None:
    """What the form sends that a button stands in; None where the button only runs a script, or leads nowhere else."""
    form = next(button.iterancestors("form"), None)
    kind = (button.get("type") or ("submit" if button.tag == "button" else "text")).lower()
    is_idle = kind not in _PRESSED or button.get("onclick") or button.get("disabled") is not None
    if form is None or is_idle or _asks_password(form):
        return None
    name = button.get("name") if kind == "submit" else None
    named = {str(name): button.get("value") or ""} if name else {}
    request = _request_of(markup, form, named, button.get("formaction"))
    return None if request == NextPage(markup.url) else request


def _request_of(
    markup: Markup, form: HtmlElement, filled: Mapping[str, str], instead: str | None = None
) -> NextPage | None:
    """What a form sends with the fields that were filled in; `instead`: where to, if not to the form's own address."""
    fields = {**_fields(form), **filled}
    if len(fields) > _MOST_FIELDS or sum(map(len, fields.values())) > _LONGEST_FIELD:
        return None
    action = absolute(markup.base, instead or form.get("action") or markup.url)
    if action is None:
        return None
    if (form.get("method") or "get").lower() == "post":
        return NextPage(action, body=urlencode(fields))
    return NextPage(urlsplit(action)._replace(query=urlencode(fields)).geturl() if fields else action)


def _form_of(markup: Markup, filled: Filled) -> HtmlElement | None:
    """The form that has the field; never one that asks for a password."""
    for form in markup.tree.iter("form"):
        inputs = form.iter("input", "select")
        names = {name for element in inputs for name in (element.get("name"), element.get("id"))}
        if not _asks_password(form) and filled.fields.keys() & names:
            return form
    return None


def _asks_password(form: HtmlElement) -> bool:
    return any((element.get("type") or "").lower() == "password" for element in form.iter("input"))


def _fields(form: HtmlElement) -> dict[str, str]:
    """What the form would send as it stands: buttons are not pressed, nothing is ticked or uploaded."""
    return {
        name: element.get("value") or ""
        for element in form.iter("input")
        if (name := element.get("name")) and (element.get("type") or "").lower() in _KEPT_INPUTS
    }


def _name_of(form: HtmlElement, name_or_id: str) -> str:
    for element in form.iter("input", "select"):
        if element.get("id") == name_or_id and element.get("name"):
            return str(element.get("name"))
    return name_or_id
