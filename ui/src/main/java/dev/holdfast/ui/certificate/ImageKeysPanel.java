package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.authority.ImageKeyView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import java.util.Map;

/** The keys that sign the catalog's images, and the devices that still run images of each. */
final class ImageKeysPanel {
    private static final int SHORT = 16;

    private ImageKeysPanel() {}

    /** Makes the panel, with an action if {@code replacing}; {@code changed} runs after a replacement. */
    static Panel of(AuthorityClient client, String catalog, boolean replacing, Runnable changed) {
        RowTable table = new RowTable(
                text("image-keys.title"),
                text("image-keys.key"),
                text("image-keys.created"),
                text("image-keys.state"),
                text("image-keys.devices"));
        client.imageKeys(catalog)
                .forEach(key -> table.row(
                        code(key.publicKey(), "image-keys.copy"),
                        TimeText.relative(key.createdAt()),
                        state(key),
                        devices(catalog, key)));
        Panel panel = new Panel(text("image-keys.title"), Styled.note(text("image-keys.text")), table);
        return replacing
                ? panel.beside(
                        new Button(text("image-keys.replace.open"), clicked -> replace(client, catalog, changed)))
                : panel;
    }

    private static void replace(AuthorityClient client, String catalog, Runnable changed) {
        new ActionDialog(
                        text("image-keys.replace.title"),
                        KeyEffects.of(client.imageKeyImpact(catalog)),
                        text("image-keys.replace"),
                        none -> {
                            client.replaceImageKey(catalog);
                            Toast.done(text("image-keys.replace.done"));
                            changed.run();
                        })
                .withoutReason()
                .dangerous()
                .open();
    }

    /** Returns the beginning of a key, with a button that copies the whole key; {@code copy} is the text of the button. */
    static Component code(P256PublicKey key, String copy) {
        String hex = key.hex();
        Code code = new Code(hex.substring(0, SHORT));
        code.getElement().setAttribute("title", hex);
        return new Span(code, new CopyButton(hex, text(copy, hex.substring(0, SHORT))));
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
