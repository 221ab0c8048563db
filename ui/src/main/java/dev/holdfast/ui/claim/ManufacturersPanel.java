package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.manufacturer.ManufacturerKeyView;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.contract.operator.manufacturer.RevocationImpact;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;

/**
 * Which silicon manufacturers the installation trusts is a matter of files on its machine, which no account of the console can
 * change: it says where, and checks a key before somebody puts it there.
 */
final class ManufacturersPanel extends Div {
    private final TextField manufacturer = new TextField("Manufacturer's name");
    private final Select<ManufacturerKey.Use> use = new Select<>();
    private final TextArea pem = new TextArea("Public key");
    private final Div checked = new Div();

    ManufacturersPanel(EndorsementClient client, boolean owner) {
        add(new Paragraph(
                "A chip counts as genuine when a manufacturer that this installation trusts has signed for it. The keys of"
                        + " trusted manufacturers are files on the machine that runs Holdfast; no account, not even an owner's, can add one"
                        + " from here. An owner of the installation can revoke a manufacturer."));
        if (owner) {
            add(
                    new ManufacturerList(client),
                    new Details("Trust a manufacturer", form()),
                    new Details("Revoke or restore single chips", new ChipsPanel(client)));
        }
    }

    private Component form() {
        manufacturer.setHelperText("As its lists name it: letters, digits, hyphens and underscores");
        manufacturer.setValueChangeMode(ValueChangeMode.LAZY);
        manufacturer.addValueChangeListener(change -> check());
        use.setLabel("The key signs");
        use.setItems(ManufacturerKey.Use.values());
        use.setItemLabelGenerator(ManufacturerKey.Use::word);
        use.setValue(ManufacturerKey.Use.ENDORSEMENTS);
        use.addValueChangeListener(change -> check());
        pem.setPlaceholder("-----BEGIN PUBLIC KEY-----");
        pem.setHelperText("P-256, PEM");
        Styled.codes(pem, 4, 8, this::check);
        checked.getElement().setAttribute("aria-live", "polite");
        checked.addClassName("hf-form");
        return Styled.div(
                "hf-form",
                new Paragraph(
                        "Paste the key to see its fingerprint and the command that makes the manufacturer trusted."),
                Styled.div("hf-form-row", manufacturer, use),
                pem,
                checked);
    }

    private void check() {
        checked.removeAll();
        boolean named = ManufacturerKey.isName(manufacturer.getValue());
        manufacturer.setInvalid(!manufacturer.isEmpty() && !named);
        manufacturer.setErrorMessage(
                named ? "" : "1 to 64 letters, digits, hyphens and underscores; it does not end with -os");
        pem.setInvalid(false);
        if (pem.getValue().isBlank()) {
            return;
        }
        try {
            ManufacturerKey key = ManufacturerKey.parse(pem.getValue());
            checked.add(new Facts()
                    .with(
                            "Fingerprint",
                            DigestText.of(key.fingerprint()),
                            new CopyButton(key.fingerprint().hex(), text("copy.fingerprint"))));
            if (named) {
                checked.add(
                        new Paragraph(
                                "Compare the fingerprint with what the manufacturer tells you by another way. Then run this"
                                        + " on the machine, in the folder of Holdfast; it counts at once. On Kubernetes, add the file"
                                        + " to the ConfigMap holdfast-manufacturers."),
                        Styled.command(key.command(manufacturer.getValue(), use.getValue())));
            }
        } catch (IllegalArgumentException notAKey) {
            pem.setInvalid(true);
            pem.setErrorMessage(notAKey.getMessage());
        }
    }

    /** The silicon manufacturers of the installation, and the end of what their word is worth. */
    private static final class ManufacturerList extends Div {
        private final transient EndorsementClient client;

        ManufacturerList(EndorsementClient client) {
            this.client = client;
            refresh();
        }

        private void refresh() {
            removeAll();
            List<ManufacturerView> manufacturers = client.manufacturers();
            if (manufacturers.isEmpty()) {
                add(new Paragraph("No manufacturer is trusted yet."));
            }
            manufacturers.forEach(manufacturer -> add(row(manufacturer)));
        }

        private Component row(ManufacturerView manufacturer) {
            Span name = Styled.as("hf-problem-title", new Span(manufacturer.name()));
            Div head = new Div(name, badge(manufacturer.state()));
            if (manufacturer.state() == ManufacturerView.State.REVOKED) {
                head.add(Styled.small("Restore…", () -> restore(manufacturer)));
            } else {
                head.add(Styled.small("Revoke…", () -> revoke(manufacturer)));
            }
            head.addClassName("hf-inline");
            Facts facts = new Facts().with("Endorses", usage(manufacturer));
            for (ManufacturerKeyView key : manufacturer.keys()) {
                facts.with(
                        key.use() == ManufacturerKeyView.Use.ENDORSEMENTS ? "Key for lists" : "Key for systems",
                        key.fingerprint() == null
                                ? new Span(key.file() + " holds no P-256 public key")
                                : DigestText.of(key.fingerprint()));
            }
            if (manufacturer.revokedAt() != null) {
                facts.with("Revoked", TimeText.full(manufacturer.revokedAt()));
                facts.with("By", String.valueOf(manufacturer.revokedBy()));
                facts.with("Reason", String.valueOf(manufacturer.reason()));
            }
            return Styled.div("hf-form", head, facts);
        }

        static String usage(ManufacturerView manufacturer) {
            String chips = Amount.of(manufacturer.chips(), "chip");
            return manufacturer.devices() == 0
                    ? chips + ", none of them claimed"
                    : chips + "; " + Amount.of(manufacturer.devices(), "device") + " in "
                            + Amount.of(manufacturer.catalogs(), "catalog");
        }

        private void revoke(ManufacturerView manufacturer) {
            RevocationImpact impact = client.impact(manufacturer.name());
            new ActionDialog("Revoke " + manufacturer.name(), impact.consequences(), "Revoke", reason -> {
                        client.revoke(manufacturer.name(), new Reason(reason));
                        refresh();
                        Toast.done(manufacturer.name() + " revoked");
                    })
                    .dangerous()
                    .showing(ChipActs.preview(impact))
                    .open();
        }

        private void restore(ManufacturerView manufacturer) {
            new ActionDialog(
                            "Restore " + manufacturer.name(),
                            List.of(
                                    "Its lists are taken again, and its chips attest and can be claimed.",
                                    "Its devices are unknown until they attest. Chips that were revoked one by one stay revoked."),
                            "Restore",
                            reason -> {
                                client.restore(manufacturer.name(), new Reason(reason));
                                refresh();
                                Toast.done(manufacturer.name() + " restored");
                            })
                    .open();
        }

        private static StatusBadge badge(ManufacturerView.State state) {
            return switch (state) {
                case TRUSTED -> StatusBadge.of(Tone.AFFIRMING, Icon.SHIELD, "Trusted");
                case REVOKED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.SHIELD_ALERT, "Revoked");
                case WITHOUT_KEY -> StatusBadge.of(Tone.WARNING, Icon.QUESTION, "Key taken away");
            };
        }
    }

    /** Ends what a manufacturer's word on single chips is worth, or brings it back: for stolen ones, or a batch that went astray. */
    static final class ChipsPanel extends Div {
        private final TextArea ids = new TextArea("Device IDs of the chips");
        private final Button revoke;
        private final Button restore;
        private final Outcome outcome = new Outcome();

        ChipsPanel(EndorsementClient client) {
            revoke = new Button("Revoke chips…", clicked -> ChipActs.revoke(client, chips(), this::say));
            restore = new Button("Restore chips…", clicked -> ChipActs.restore(client, chips(), this::say));
            ids.setHelperText("128 hexadecimal digits each, separated by lines, blanks or commas; at most 20,000");
            Styled.codes(ids, 3, 8, this::check);
            Div acts = Styled.div("hf-actions", revoke, restore);
            addClassName("hf-form");
            add(
                    new Paragraph(
                            "A chip that is stolen, or that its manufacturer should not have signed for, can be revoked alone, in"
                                    + " whichever catalog its device is. You see first what that takes from whom."),
                    ids,
                    acts,
                    outcome);
            check();
        }

        private List<DeviceId> chips() {
            return ClaimList.of(ids.getValue()).devices();
        }

        private void check() {
            ClaimList list = ClaimList.of(ids.getValue());
            boolean good = list.problems().isEmpty();
            ids.setInvalid(!good);
            ids.setErrorMessage(
                    good
                            ? ""
                            : "Line " + list.problems().getFirst().line() + ": "
                                    + list.problems().getFirst().why());
            revoke.setEnabled(good && !list.rows().isEmpty());
            restore.setEnabled(revoke.isEnabled());
        }

        private void say(String sentence) {
            ids.clear();
            outcome.say(Tone.AFFIRMING, sentence);
        }
    }
}
