package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.manufacturer.ChipRevocation;
import dev.holdfast.contract.operator.manufacturer.RevocationImpact;
import dev.holdfast.contract.operator.manufacturer.RevocationResult;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;
import java.util.function.Consumer;

/** Revokes and restores the endorsements of single chips. Requires an installation owner. */
public final class ChipActions {
    private ChipActions() {}

    /** Opens a dialog with a preview of the effect. {@code done} receives a sentence with the result. */
    public static void revoke(EndorsementClient client, List<DeviceId> chips, Consumer<String> done) {
        RevocationImpact impact = client.impact(new ChipRevocation(chips, ""));
        new ActionDialog(
                        title("chips.revoke", chips),
                        impact.consequences(),
                        text("chips.revoke", chips.size()),
                        reason -> done.accept(sentence(
                                client.revoke(new ChipRevocation(chips, reason)), chips.size(), "chips.revoked")))
                .dangerous()
                .showing(preview(impact))
                .open();
    }

    static void restore(EndorsementClient client, List<DeviceId> chips, Consumer<String> done) {
        new ActionDialog(
                        title("chips.restore", chips),
                        List.of(text("chips.restore.attest"), text("chips.restore.unknown")),
                        text("chips.restore", chips.size()),
                        reason -> done.accept(sentence(
                                client.restore(new ChipRevocation(chips, reason)), chips.size(), "chips.restored")))
                .open();
    }

    private static String title(String key, List<DeviceId> chips) {
        return chips.size() == 1
                ? text(key + ".one", chips.getFirst().shortText() + "…")
                : text(key + ".many", chips.size());
    }

    private static String sentence(RevocationResult result, int requested, String key) {
        long skipped = requested - result.chips();
        String changed = text(key, result.chips(), result.devices());
        return skipped <= 0 ? changed : changed + " " + text(key + ".skipped", skipped);
    }

    static Div preview(RevocationImpact impact) {
        UnorderedList catalogs = new UnorderedList();
        for (RevocationImpact.OfCatalog catalog : impact.catalogs()) {
            ListItem item = new ListItem(
                    text("chips.impact.catalog", catalog.displayName(), catalog.devices(), catalog.trusted()));
            if (catalog.certifiedUntil() != null) {
                item.add(
                        new Span("; " + text("chips.impact.certified", catalog.certified()) + " "),
                        TimeText.exact(catalog.certifiedUntil()));
            }
            catalogs.add(item);
        }
        return new Div(new Paragraph(text("chips.impact", impact.chips(), impact.devices())), catalogs);
    }
}
