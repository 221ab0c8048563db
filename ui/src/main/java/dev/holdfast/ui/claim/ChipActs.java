package dev.holdfast.ui.claim;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.maker.ChipRevocation;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.contract.operator.maker.RevocationResult;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;
import java.util.function.Consumer;

/** What an owner of the installation does to the endorsements of single chips, whoever made them. */
public final class ChipActs {
    private ChipActs() {}

    /** Asks whether chips shall be revoked, after a preview of what that takes from whom; tells {@code said} what came of it. */
    public static void revoke(ChipClient client, List<DeviceId> chips, Consumer<String> said) {
        RevocationImpact impact = client.impact(new ChipRevocation(chips, ""));
        new ActionDialog(
                        "Revoke " + name(chips),
                        impact.consequences(),
                        "Revoke",
                        reason -> said.accept(
                                sentence(client.revoke(new ChipRevocation(chips, reason)), chips.size(), "revoked")))
                .atMost(Reason.MAX_LENGTH)
                .dangerous()
                .showing(new RevocationPreview(impact))
                .open();
    }

    /** Asks whether chips shall count again. */
    static void restore(ChipClient client, List<DeviceId> chips, Consumer<String> said) {
        new ActionDialog(
                        "Restore " + name(chips),
                        List.of(
                                "They attest and can be claimed again, unless their maker is revoked.",
                                "Their devices are unknown until they attest."),
                        "Restore",
                        reason -> said.accept(
                                sentence(client.restore(new ChipRevocation(chips, reason)), chips.size(), "restored")))
                .atMost(Reason.MAX_LENGTH)
                .open();
    }

    private static String name(List<DeviceId> chips) {
        return chips.size() == 1 ? "chip " + chips.getFirst().shortText() + "…" : Amount.of(chips.size(), "chip");
    }

    /** Says what was done, and of how many chips nothing changed. */
    static String sentence(RevocationResult result, int asked, String done) {
        long rest = asked - result.chips();
        return Amount.of(result.chips(), "chip") + " " + done + ", of " + Amount.of(result.devices(), "device")
                + " that catalogs have."
                + (rest <= 0
                        ? ""
                        : " " + Amount.of(rest, "chip") + (rest == 1 ? " is" : " are") + " unknown or " + done
                                + " already.");
    }
}
