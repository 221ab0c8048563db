package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.authority.ImageKeyView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import java.util.List;
import java.util.Map;

/** The keys that sign the catalog's images, and the devices that still run images of each. */
final class ImageKeysPanel {
    private static final int SHORT = 16;

    private ImageKeysPanel() {}

    static Panel of(String catalog, List<ImageKeyView> keys) {
        RowTable table = new RowTable(
                text("image-keys.title"),
                text("image-keys.key"),
                text("image-keys.created"),
                text("image-keys.state"),
                text("image-keys.devices"));
        keys.forEach(
                key -> table.row(name(key), TimeText.relative(key.createdAt()), state(key), devices(catalog, key)));
        return new Panel(text("image-keys.title"), Styled.note(text("image-keys.text")), table);
    }

    private static Component name(ImageKeyView key) {
        String hex = key.publicKey().hex();
        Code code = new Code(hex.substring(0, SHORT));
        code.getElement().setAttribute("title", hex);
        return new Span(code, new CopyButton(hex, text("image-keys.copy", hex.substring(0, SHORT))));
    }

    private static Component state(ImageKeyView key) {
        return key.replacedAt() == null
                ? new Span(text("image-keys.signs-until", TimeText.day(key.expiresAt())))
                : new Span(text("image-keys.replaced", TimeText.day(key.replacedAt())));
    }

    private static Component devices(String catalog, ImageKeyView key) {
        return key.devices() == 0
                ? RowTable.words("")
                : new Anchor(
                        Links.devices(catalog, FilterParameter.with("image-key:" + key.id(), Map.of())),
                        Amount.of(key.devices(), "device"));
    }
}
