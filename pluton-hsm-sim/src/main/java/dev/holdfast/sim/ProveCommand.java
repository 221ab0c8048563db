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

/** The attached device's part of a claim: evidence over a challenge shows that it is at hand. */
@Command(
        name = "prove",
        description = {
            "Lets an attached device sign a claim challenge (POST devices/claim-challenge) and prints the evidence in base64,"
                    + " for the claim's proofs or the CSV file's column Proof.",
            "The device is booted for it."
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

    @Option(names = "--challenge", required = true, paramLabel = "NONCE", description = "64 hex digits.")
    private String challenge;

    @Override
    public Integer call() throws IOException {
        Nonce nonce = Arguments.checked(attached.command(), () -> Nonce.parse(challenge));
        Mt3620 chip = attached.open();
        if (!(chip.boot() instanceof BootOutcome.Booted booted)) {
            return attached.refused("The device does not boot, so it can sign nothing.");
        }
        return attached.done(new Attestation(chip.pluton(), booted.certificates())
                .answer(nonce)
                .base64());
    }
}
