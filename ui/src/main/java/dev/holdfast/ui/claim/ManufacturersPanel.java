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
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.text.Texts;
import java.time.Duration;
import java.util.List;

/** The silicon manufacturers, and a check of new keys. Keys are files of the installation, so the console shows the command that adds one. */
final class ManufacturersPanel extends Div {
    private final TextField manufacturer = new TextField(text("manufacturers.trust.name"));
    private final Select<ManufacturerKey.KeyUse> use = new Select<>();
    private final TextArea pem = new TextArea(text("manufacturers.trust.key"));
    private final Div checked = new Div();

    ManufacturersPanel(EndorsementClient client, boolean owner) {
        add(new Paragraph(text("manufacturers.text")));
        if (owner) {
            add(
                    new ManufacturerList(client),
                    new Details(text("manufacturers.trust"), form()),
                    new Details(text("chips.title"), new ChipsPanel(client)));
        }
    }

    private Component form() {
        manufacturer.setHelperText(text("manufacturers.trust.name.hint"));
        manufacturer.setValueChangeMode(ValueChangeMode.LAZY);
        manufacturer.addValueChangeListener(change -> check());
        use.setLabel(text("manufacturers.trust.use"));
        use.setItems(ManufacturerKey.KeyUse.values());
        use.setItemLabelGenerator(Texts::word);
        use.setValue(ManufacturerKey.KeyUse.ENDORSEMENTS);
        use.addValueChangeListener(change -> check());
        pem.setPlaceholder("-----BEGIN PUBLIC KEY-----");
        pem.setHelperText(text("manufacturers.trust.key.hint"));
        Styled.codes(pem, 4, 8, this::check);
        checked.getElement().setAttribute("aria-live", "polite");
        checked.addClassName("hf-form");
        return Styled.div(
                "hf-form",
                new Paragraph(text("manufacturers.trust.text")),
                Styled.div("hf-form-row", manufacturer, use),
                pem,
                checked);
    }

    private void check() {
        checked.removeAll();
        boolean named = ManufacturerKey.isName(manufacturer.getValue());
        manufacturer.setInvalid(!manufacturer.isEmpty() && !named);
        manufacturer.setErrorMessage(named ? "" : text("manufacturers.trust.name.mistake"));
        pem.setInvalid(false);
        if (pem.getValue().isBlank()) {
            return;
        }
        try {
            ManufacturerKey key = ManufacturerKey.parse(pem.getValue());
            checked.add(new Facts()
                    .with(
                            text("manufacturers.trust.fingerprint"),
                            DigestText.of(key.fingerprint()),
                            new CopyButton(key.fingerprint().hex(), text("copy.fingerprint"))));
            if (named) {
                checked.add(
                        new Paragraph(text("manufacturers.trust.run")),
                        Styled.command(key.command(manufacturer.getValue(), use.getValue())));
            }
        } catch (IllegalArgumentException notAKey) {
            pem.setInvalid(true);
            pem.setErrorMessage(notAKey.getMessage());
        }
    }

    /** The silicon manufacturers of the installation, with the actions to revoke and restore them. Shows new key files without a reload. */
    private static final class ManufacturerList extends Div {
        private final transient EndorsementClient client;
        private transient List<ManufacturerView> shown = List.of();

        ManufacturerList(EndorsementClient client) {
            this.client = client;
            show(client.manufacturers());
            LiveUpdate.every(Duration.ofSeconds(5), this, this::refresh);
        }

        private void refresh() {
            List<ManufacturerView> manufacturers = client.manufacturers();
            if (!manufacturers.equals(shown)) {
                show(manufacturers);
            }
        }

        private void show(List<ManufacturerView> manufacturers) {
            shown = manufacturers;
            removeAll();
            if (manufacturers.isEmpty()) {
                add(new Paragraph(text("manufacturers.empty")));
            }
            manufacturers.forEach(manufacturer -> add(row(manufacturer)));
        }

        private Component row(ManufacturerView manufacturer) {
            Span name = Styled.as("hf-problem-title", new Span(manufacturer.name()));
            Div head = new Div(name, badge(manufacturer.state()));
            if (manufacturer.state() == ManufacturerView.State.REVOKED) {
                head.add(Styled.small(text("manufacturers.restore.open"), () -> restore(manufacturer)));
            } else {
                head.add(Styled.small(text("manufacturers.revoke.open"), () -> revoke(manufacturer)));
            }
            head.addClassName("hf-inline");
            Facts facts = new Facts().with(text("manufacturers.endorsed"), usage(manufacturer));
            for (ManufacturerKeyView key : manufacturer.keys()) {
                facts.with(
                        text(
                                key.use() == ManufacturerKeyView.Use.ENDORSEMENTS
                                        ? "manufacturers.key.endorsements"
                                        : "manufacturers.key.operating-system"),
                        key.fingerprint() == null
                                ? new Span(text("manufacturers.key.malformed", key.file()))
                                : DigestText.of(key.fingerprint()));
            }
            if (manufacturer.revokedAt() != null) {
                facts.with(text("manufacturers.revoked-at"), TimeText.full(manufacturer.revokedAt()));
                facts.with(text("manufacturers.revoked-by"), String.valueOf(manufacturer.revokedBy()));
                facts.with(text("manufacturers.reason"), String.valueOf(manufacturer.reason()));
            }
            return Styled.div("hf-form", head, facts);
        }

        static String usage(ManufacturerView manufacturer) {
            return manufacturer.devices() == 0
                    ? text("manufacturers.endorsed.unclaimed", manufacturer.chips())
                    : text(
                            "manufacturers.endorsed.claimed",
                            manufacturer.chips(),
                            manufacturer.devices(),
                            manufacturer.catalogs());
        }

        private void revoke(ManufacturerView manufacturer) {
            RevocationImpact impact = client.impact(manufacturer.name());
            new ActionDialog(
                            text("manufacturers.revoke.title", manufacturer.name()),
                            impact.consequences(),
                            text("manufacturers.revoke"),
                            reason -> {
                                client.revoke(manufacturer.name(), new Reason(reason));
                                refresh();
                                Toast.done(text("manufacturers.revoked", manufacturer.name()));
                            })
                    .dangerous()
                    .showing(ChipActions.preview(impact))
                    .open();
        }

        private void restore(ManufacturerView manufacturer) {
            new ActionDialog(
                            text("manufacturers.restore.title", manufacturer.name()),
                            List.of(text("manufacturers.restore.lists"), text("manufacturers.restore.unknown")),
                            text("manufacturers.restore"),
                            reason -> {
                                client.restore(manufacturer.name(), new Reason(reason));
                                refresh();
                                Toast.done(text("manufacturers.restored", manufacturer.name()));
                            })
                    .open();
        }

        private static StatusBadge badge(ManufacturerView.State state) {
            return switch (state) {
                case TRUSTED -> StatusBadge.of(Tone.AFFIRMING, Icon.SHIELD, text("manufacturers.state.trusted"));
                case REVOKED ->
                    StatusBadge.of(Tone.CONTRAINDICATED, Icon.SHIELD_ALERT, text("manufacturers.state.revoked"));
                case WITHOUT_KEY ->
                    StatusBadge.of(Tone.WARNING, Icon.QUESTION, text("manufacturers.state.without-key"));
            };
        }
    }

    /** Revokes and restores single chips, such as stolen ones. */
    static final class ChipsPanel extends Div {
        private final TextArea ids = new TextArea(text("claim.ids"));
        private final Button revoke;
        private final Button restore;
        private final Outcome outcome = new Outcome();

        ChipsPanel(EndorsementClient client) {
            revoke = new Button(text("chips.revoke.open"), clicked -> ChipActions.revoke(client, chips(), this::say));
            restore =
                    new Button(text("chips.restore.open"), clicked -> ChipActions.restore(client, chips(), this::say));
            ids.setHelperText(text("claim.ids.hint", ClaimList.MAX));
            Styled.codes(ids, 3, 8, this::check);
            Div actions = Styled.div("hf-actions", revoke, restore);
            addClassName("hf-form");
            add(new Paragraph(text("chips.text")), ids, actions, outcome);
            check();
        }

        private List<DeviceId> chips() {
            return ClaimList.of(ids.getValue()).devices();
        }

        private void check() {
            ClaimList list = ClaimList.of(ids.getValue());
            boolean valid = list.problems().isEmpty();
            ids.setInvalid(!valid);
            ids.setErrorMessage(
                    valid
                            ? ""
                            : text(
                                    "chips.line",
                                    list.problems().getFirst().line(),
                                    list.problems().getFirst().reason()));
            revoke.setEnabled(valid && !list.rows().isEmpty());
            restore.setEnabled(revoke.isEnabled());
        }

        private void say(String sentence) {
            ids.clear();
            outcome.say(Tone.AFFIRMING, sentence);
        }
    }
}
