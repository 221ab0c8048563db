package dev.holdfast.ui.claim;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.manufacturer.ChipRevocation;
import dev.holdfast.contract.operator.manufacturer.RevocationImpact;
import dev.holdfast.contract.operator.manufacturer.RevocationResult;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;
import java.util.function.Consumer;

/** What an owner of the installation does to the endorsements of single chips, whoever made them. */
public final class ChipActs {
    private ChipActs() {}

    /** Asks whether chips shall be revoked, after a preview of what that takes from whom; tells {@code said} what came of it. */
    public static void revoke(EndorsementClient client, List<DeviceId> chips, Consumer<String> said) {
        RevocationImpact impact = client.impact(new ChipRevocation(chips, ""));
        new ActionDialog(
                        "Revoke " + name(chips),
                        impact.consequences(),
                        "Revoke",
                        reason -> said.accept(
                                sentence(client.revoke(new ChipRevocation(chips, reason)), chips.size(), "revoked")))
                .dangerous()
                .showing(preview(impact))
                .open();
    }

    static void restore(EndorsementClient client, List<DeviceId> chips, Consumer<String> said) {
        new ActionDialog(
                        "Restore " + name(chips),
                        List.of(
                                "They attest and can be claimed again, unless their manufacturer is revoked.",
                                "Their devices are unknown until they attest."),
                        "Restore",
                        reason -> said.accept(
                                sentence(client.restore(new ChipRevocation(chips, reason)), chips.size(), "restored")))
                .open();
    }

    private static String name(List<DeviceId> chips) {
        return chips.size() == 1 ? "chip " + chips.getFirst().shortText() + "…" : Amount.of(chips.size(), "chip");
    }

    static String sentence(RevocationResult result, int asked, String done) {
        long rest = asked - result.chips();
        return Amount.of(result.chips(), "chip") + " " + done + ", of " + Amount.of(result.devices(), "device")
                + " that catalogs have."
                + (rest <= 0
                        ? ""
                        : " " + Amount.of(rest, "chip") + (rest == 1 ? " is" : " are") + " unknown or " + done
                                + " already.");
    }

    static Div preview(RevocationImpact impact) {
        Paragraph words = new Paragraph(Amount.of(impact.chips(), "chip") + " would be endorsed no longer, and "
                + Amount.of(impact.devices(), "device") + " of catalogs with them"
                + (impact.catalogs().isEmpty() ? "." : ":"));
        UnorderedList catalogs = new UnorderedList();
        for (RevocationImpact.OfCatalog catalog : impact.catalogs()) {
            ListItem item = new ListItem(catalog.displayName() + ": " + Amount.of(catalog.devices(), "device") + ", "
                    + catalog.trusted() + " trusted now");
            if (catalog.certifiedUntil() != null) {
                item.add(
                        new Span("; " + catalog.certified() + " with a certificate, the last until "),
                        TimeText.exact(catalog.certifiedUntil()));
            }
            catalogs.add(item);
        }
        return new Div(words, catalogs);
    }
}
