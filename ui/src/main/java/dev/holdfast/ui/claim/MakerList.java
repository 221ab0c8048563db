package dev.holdfast.ui.claim;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.maker.MakerKeyView;
import dev.holdfast.contract.operator.maker.MakerView;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;

/** The silicon makers of the installation, and the end of what their word is worth. */
final class MakerList extends Div {
    private final transient EndorsementClient client;

    MakerList(EndorsementClient client) {
        this.client = client;
        refresh();
    }

    private void refresh() {
        removeAll();
        List<MakerView> makers = client.makers();
        if (makers.isEmpty()) {
            add(new Paragraph("No maker is trusted yet."));
        }
        makers.forEach(maker -> add(row(maker)));
    }

    private Component row(MakerView maker) {
        Span name = Styled.as("hf-problem-title", new Span(maker.name()));
        Div head = new Div(name, badge(maker.state()));
        if (maker.state() == MakerView.State.REVOKED) {
            head.add(Styled.small("Restore…", () -> restore(maker)));
        } else {
            head.add(Styled.small("Revoke…", () -> revoke(maker)));
        }
        head.addClassName("hf-inline");
        Facts facts = new Facts().with("Endorses", usage(maker));
        for (MakerKeyView key : maker.keys()) {
            facts.with(
                    key.use() == MakerKeyView.Use.ENDORSEMENTS ? "Key for lists" : "Key for systems",
                    key.fingerprint() == null
                            ? new Span(key.file() + " holds no P-256 public key")
                            : DigestText.of(key.fingerprint()));
        }
        if (maker.revokedAt() != null) {
            facts.with("Revoked", TimeText.full(maker.revokedAt()));
            facts.with("By", String.valueOf(maker.revokedBy()));
            facts.with("Reason", String.valueOf(maker.reason()));
        }
        return Styled.div("hf-form", head, facts);
    }

    static String usage(MakerView maker) {
        String chips = Amount.of(maker.chips(), "chip");
        return maker.devices() == 0
                ? chips + ", none of them claimed"
                : chips + "; " + Amount.of(maker.devices(), "device") + " in " + Amount.of(maker.catalogs(), "catalog");
    }

    private void revoke(MakerView maker) {
        RevocationImpact impact = client.impact(maker.name());
        new ActionDialog("Revoke " + maker.name(), impact.consequences(), "Revoke", reason -> {
                    client.revoke(maker.name(), new Reason(reason));
                    refresh();
                    Toast.done(maker.name() + " revoked");
                })
                .dangerous()
                .showing(ChipActs.preview(impact))
                .open();
    }

    private void restore(MakerView maker) {
        new ActionDialog(
                        "Restore " + maker.name(),
                        List.of(
                                "Its lists are taken again, and its chips attest and can be claimed.",
                                "Its devices are unknown until they attest. Chips that were revoked one by one stay revoked."),
                        "Restore",
                        reason -> {
                            client.restore(maker.name(), new Reason(reason));
                            refresh();
                            Toast.done(maker.name() + " restored");
                        })
                .open();
    }

    private static StatusBadge badge(MakerView.State state) {
        return switch (state) {
            case TRUSTED -> StatusBadge.of(Tone.AFFIRMING, Icon.SHIELD, "Trusted");
            case REVOKED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.SHIELD_ALERT, "Revoked");
            case WITHOUT_KEY -> StatusBadge.of(Tone.WARNING, Icon.QUESTION, "Key taken away");
        };
    }
}
