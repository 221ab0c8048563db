package dev.holdfast.sim;

import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.agent.Attestation;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a proof of possession of an attached device, for a claim. */
@Command(
        name = "prove",
        description = {
            "Lets an attached device sign a claim challenge (POST devices/claim-challenge). Prints the evidence in base64,"
                    + " for the proofs of a claim or the Proof column of a CSV file.",
            "The command boots the device."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The evidence is printed.",
            "1:The device does not boot.",
            "2:The arguments are wrong.",
            "3:The chip cannot be read."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ProveCommand implements Callable<Integer> {
    @Mixin
    private AttachedChip attached;

    @Option(
            names = "--challenge",
            required = true,
            paramLabel = "NONCE",
            description = "Nonce of the challenge: 64 hex digits.")
    private String challenge;

    @Override
    public Integer call() throws IOException {
        Nonce nonce = Arguments.checked(attached.command(), () -> Nonce.parse(challenge));
        Mt3620 chip = attached.open();
        if (!(chip.boot() instanceof BootOutcome.Booted booted)) {
            return attached.refused("The device does not boot.");
        }
        return attached.done(new Attestation(chip.pluton(), booted.certificates())
                .provePossession(nonce)
                .base64());
    }
}
