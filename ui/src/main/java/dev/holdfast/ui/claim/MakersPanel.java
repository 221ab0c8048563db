package dev.holdfast.ui.claim;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Styled;

/**
 * Which silicon makers the installation trusts is a matter of files on its machine, which no account of the console can
 * change: it says where, and checks a key before somebody puts it there.
 */
final class MakersPanel extends Div {
    private final TextField maker = new TextField("Maker's name");
    private final Select<MakerKey.Use> use = new Select<>();
    private final TextArea pem = new TextArea("Public key");
    private final Div checked = new Div();

    /** Makes a panel; {@code owner} says whether the person is an owner of the installation, who alone may see makers. */
    MakersPanel(EndorsementClient client, boolean owner) {
        add(new Paragraph(
                "A chip counts as genuine when a maker that this installation trusts has signed for it. The keys of"
                        + " trusted makers are files on the machine that runs Holdfast; no account, not even an owner's, can add one"
                        + " from here. An owner of the installation can revoke a maker."));
        if (owner) {
            add(
                    new MakerList(client),
                    new Details("Trust a maker", form()),
                    new Details("Revoke or restore single chips", new ChipsPanel(client)));
        }
    }

    private Component form() {
        maker.setHelperText("As its lists name it: letters, digits, hyphens and underscores");
        maker.setValueChangeMode(ValueChangeMode.LAZY);
        maker.addValueChangeListener(change -> check());
        use.setLabel("The key signs");
        use.setItems(MakerKey.Use.values());
        use.setItemLabelGenerator(MakerKey.Use::word);
        use.setValue(MakerKey.Use.ENDORSEMENTS);
        use.addValueChangeListener(change -> check());
        pem.setPlaceholder("-----BEGIN PUBLIC KEY-----");
        pem.setHelperText("P-256, PEM");
        Styled.codes(pem, 4, 8, this::check);
        checked.getElement().setAttribute("aria-live", "polite");
        checked.addClassName("hf-form");
        return Styled.div(
                "hf-form",
                new Paragraph("Paste the key to see its fingerprint and the command that makes the maker trusted."),
                Styled.div("hf-form-row", maker, use),
                pem,
                checked);
    }

    private void check() {
        checked.removeAll();
        boolean named = MakerKey.isName(maker.getValue());
        maker.setInvalid(!maker.isEmpty() && !named);
        maker.setErrorMessage(
                named ? "" : "1 to 64 letters, digits, hyphens and underscores; it does not end with -os");
        pem.setInvalid(false);
        if (pem.getValue().isBlank()) {
            return;
        }
        try {
            MakerKey key = MakerKey.parse(pem.getValue());
            checked.add(new Facts()
                    .with(
                            "Fingerprint",
                            DigestText.of(key.fingerprint()),
                            new CopyButton(key.fingerprint().hex(), "fingerprint")));
            if (named) {
                checked.add(
                        new Paragraph(
                                "Compare the fingerprint with what the maker tells you by another way. Then run this"
                                        + " on the machine, in the folder of Holdfast; it counts at once. On Kubernetes, add the file"
                                        + " to the ConfigMap holdfast-makers."),
                        Styled.command(key.command(maker.getValue(), use.getValue())));
            }
        } catch (IllegalArgumentException notAKey) {
            pem.setInvalid(true);
            pem.setErrorMessage(notAKey.getMessage());
        }
    }
}
