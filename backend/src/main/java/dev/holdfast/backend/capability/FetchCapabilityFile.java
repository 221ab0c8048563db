package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.CapabilitySigner;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.CapabilityState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Signs a capability file that is in force, after an audit entry for the download. */
@ApplicationScoped
public class FetchCapabilityFile {
    private final Commands commands;
    private final CapabilitySigner signer;

    FetchCapabilityFile(Commands commands, CapabilitySigner signer) {
        this.commands = commands;
        this.signer = signer;
    }

    /** Returns the signed file; fails with {@code not-found}, or {@code conflict} if it is not in force. */
    Uni<byte[]> fetch(DeviceId device, UUID file) {
        return commands.run(tx -> CapabilityRecords.lock(tx, device)
                        .chain(() -> CapabilityRecords.find(tx, device, file, tx.now()))
                        .invoke(FetchCapabilityFile::requireInForce)
                        .call(() -> CapabilityRecords.countDownload(tx, file))
                        .call(found -> audit(tx, found)))
                .chain(found -> Workers.run(() -> sign(found)));
    }

    private static void requireInForce(CapabilityFileView file) {
        if (file.state() != CapabilityState.IN_FORCE) {
            throw ProblemException.conflict("The capability file "
                    + switch (file.state()) {
                        case REVOKED -> "was revoked";
                        case DEVICE_LEFT -> "was issued before the device left the catalog";
                        default -> "has expired";
                    }
                    + ". Issue a new one.");
        }
    }

    private static Uni<Void> audit(Tx tx, CapabilityFileView file) {
        return tx.audit(tx.entry(
                "FetchCapabilityFile",
                file.device().text(),
                "Fetched capability file " + file.id() + ", with "
                        + (file.capabilities().isEmpty()
                                ? "no capabilities"
                                : String.join(" and ", file.capabilities()))
                        + "."));
    }

    private byte[] sign(CapabilityFileView file) {
        return new CapabilityFile(
                        file.device(),
                        file.capabilities().stream()
                                .map(Capability::ofApiName)
                                .flatMap(Optional::stream)
                                .map(Capability::number)
                                .collect(Collectors.toUnmodifiableSet()),
                        file.expiresAt())
                .sign(new ImageId(file.id()), file.issuedAt(), signer.publicKey(), signer);
    }
}
