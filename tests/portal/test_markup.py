from heating.portal.markup import Html, html, joined

EVIL = "<script>alert('1')</script> & \"quoted\""


def test_it_escapes_every_value() -> None:
    escaped = "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &quot;quoted&quot;"
    assert html("<b title='{title}'>{text}</b>", title=EVIL, text=EVIL) == f"<b title='{escaped}'>{escaped}</b>"


def test_it_does_not_read_templates_in_values() -> None:
    assert html("<b>{text}</b>", text="{text.__class__}") == "<b>{text.__class__}</b>"


def test_it_leaves_markup_alone() -> None:
    inner = html("<i>{text}</i>", text="<")
    assert html("<b>{inner}</b>", inner=inner) == "<b><i>&lt;</i></b>"
    assert joined([inner, Html("!")]) == "<i>&lt;</i>!"


def test_it_escapes_what_is_no_text() -> None:
    class Evil:
        def __str__(self) -> str:
            return EVIL

        __format__ = object.__format__

    assert "<script>" not in html("{value}", value=Evil())
