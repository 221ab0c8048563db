package dev.holdfast.backend.pki.signing;

import dev.holdfast.backend.pki.key.P256Signer;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.KeySigner;
import dev.holdfast.backend.platform.signing.SigningKeys;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.P256PublicKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the key that signs manifest sets. From the beginning to the end of a replacement, the old and the new key sign all sets, so that
 * devices with the old and with the new keystore accept them. {@code RenewManifests} signs the current sets again.
 */
@ApplicationScoped
public class ReplaceSetKey {
    /** Lifetime of the cache. It keeps anonymous requests away from the database. */
    private static final Duration CACHED = Duration.ofSeconds(5);

    private static final String CURRENT = "select key_id from set_key where replaced_at is null order by created_at";
    private static final String ADD = "insert into set_key (key_id, created_at, created_by) values ($1, $2, $3)";
    private static final String REPLACE = "update set_key set replaced_at = $2 where key_id = $1";

    static final String NOT_BEGUN = "No replacement of the set key is in progress. Begin one first.";

    private final KeyVault vault;
    private final SigningKeys keys;
    private final Transactions transactions;
    private final Commands commands;
    private final Clock clock;
    private volatile @Nullable Cached cached;

    ReplaceSetKey(KeyVault vault, SigningKeys keys, Transactions transactions, Commands commands, Clock clock) {
        this.vault = vault;
        this.keys = keys;
        this.transactions = transactions;
        this.commands = commands;
        this.clock = clock;
    }

    private record Cached(List<P256PublicKey> keys, Instant until) {}

    /** Returns the public keys that sign manifest sets, oldest first. May lag five seconds after a change by another backend. */
    public Uni<List<P256PublicKey>> current() {
        Cached known = cached;
        return known != null && clock.instant().isBefore(known.until())
                ? Uni.createFrom().item(known.keys())
                : transactions
                        .inInstallation(ReplaceSetKey::ids)
                        .chain(ids -> Workers.run(() -> ids.stream()
                                .map(keys::signer)
                                .map(KeySigner::publicKey)
                                .toList()))
                        .invoke(read ->
                                cached = new Cached(read, clock.instant().plus(CACHED)));
    }

    /** Returns the keys that sign manifest sets, oldest first: two while a replacement is in progress. */
    static Uni<List<UUID>> ids(Tx tx) {
        return tx.list(CURRENT, row -> row.getUUID("key_id"));
    }

    /** Creates a new key and begins a replacement; fails with {@code conflict} if one is in progress. */
    Uni<Void> begin() {
        return transactions
                .inInstallation(ReplaceSetKey::ids)
                .invoke(ReplaceSetKey::requireOne)
                .chain(() -> Workers.run(() -> {
                    UUID id = UUID.randomUUID();
                    return new NewKey(id, new P256Signer(vault.createKey(id)).publicKey());
                }))
                .chain(key -> commands.run(tx -> begin(tx, key)))
                .invoke(() -> cached = null);
    }

    private record NewKey(UUID id, P256PublicKey publicKey) {}

    private static Uni<Void> begin(Tx tx, NewKey key) {
        return tx.alone("set keys")
                .chain(() -> ids(tx))
                .invoke(ReplaceSetKey::requireOne)
                .chain(() -> tx.update(ADD, key.id(), tx.now(), tx.actor().name()))
                .chain(() -> tx.audit(tx.entry(
                                "BeginSetKeyReplacement",
                                key.id().toString(),
                                "Began to replace the key that signs manifest sets. Two keys sign all sets.")
                        .changing("publicKey", null, key.publicKey().hex())));
    }

    private static void requireOne(List<UUID> current) {
        if (current.size() > 1) {
            throw ProblemException.conflict(
                    "A replacement of the set key is in progress. Finish it first, or cancel it.");
        }
    }

    /**
     * Ends a replacement and deletes the old key; fails with {@code conflict} if none is in progress, or if more devices than {@code
     * leaveBehind} do not have the new key.
     */
    Uni<Void> finish(int leaveBehind) {
        return end((tx, keys) -> keys.devicesWithout(tx).chain(without -> {
            finishRefusal(without, leaveBehind).ifPresent(ReplaceSetKey::refuse);
            return retire(
                    tx,
                    List::getFirst,
                    "FinishSetKeyReplacement",
                    "Finished replacing the key that signs manifest sets. The old key was deleted.");
        }));
    }

    /**
     * Cancels a replacement and deletes the new key; fails with {@code conflict} if none is in progress, or if a released keystore has the
     * new key: a device that installed it would get no more updates.
     */
    Uni<Void> cancel() {
        return end((tx, keys) -> {
            cancelRefusal(keys).ifPresent(ReplaceSetKey::refuse);
            return retire(
                    tx,
                    List::getLast,
                    "CancelSetKeyReplacement",
                    "Cancelled replacing the key that signs manifest sets. The new key was deleted.");
        });
    }

    /** Returns why a replacement cannot be finished while {@code without} devices do not have the new key; empty if it can. */
    static Optional<String> finishRefusal(long without, int leaveBehind) {
        return without <= leaveBehind
                ? Optional.empty()
                : Optional.of(without
                        + (without == 1 ? " device was" : " devices were") + " seen in the last "
                        + ReleasedKeystores.SEEN.toDays()
                        + " days and did not attest a keystore with the new key. They would get no more updates. Release a keystore with the"
                        + " new key for their parts and wait, or block them. To leave them behind, add ?leaveBehind="
                        + without + ".");
    }

    /** Returns why a replacement cannot be cancelled if keystores with the new key are released; empty if it can. */
    static Optional<String> cancelRefusal(ReleasedKeystores keystores) {
        return keystores.all().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "An OS release has a keystore with the new key. Devices with this keystore need the new key. Finish the replacement"
                                + " instead, or begin another one after it.");
    }

    private static void refuse(String reason) {
        throw ProblemException.conflict(reason);
    }

    /** Ends a replacement. {@code decide} gets the keystores with the new key, and returns the key to delete. */
    private Uni<Void> end(BiFunction<Tx, ReleasedKeystores, Uni<UUID>> decide) {
        return transactions
                .inInstallation(ReplaceSetKey::ids)
                .invoke(ReplaceSetKey::requireTwo)
                .chain(ids -> Workers.run(() -> keys.signer(ids.getLast()).publicKey())
                        .chain(key -> commands.runLongRunning(tx -> tx.alone("set keys")
                                .chain(() -> ids(tx))
                                .invoke(current -> requireSame(ids, current))
                                .chain(() -> ReleasedKeystores.with(tx, key))
                                .chain(keystores -> decide.apply(tx, keystores)))))
                .call(ended -> ReplacedKeys.delete(vault, ended))
                .invoke(() -> cached = null)
                .replaceWithVoid();
    }

    private static Uni<UUID> retire(Tx tx, Function<List<UUID>, UUID> which, String action, String sentence) {
        return ids(tx).invoke(ReplaceSetKey::requireTwo)
                .map(which)
                .call(key -> tx.update(REPLACE, key, tx.now()))
                .call(key -> tx.audit(tx.entry(action, key.toString(), sentence).changing("replaced", false, true)));
    }

    /** Another person may have ended the replacement and begun another one. */
    private static void requireSame(List<UUID> read, List<UUID> current) {
        if (!read.equals(current)) {
            throw ProblemException.conflict(
                    "The keys that sign manifest sets changed meanwhile. Look at them, then try again.");
        }
    }

    private static void requireTwo(List<UUID> current) {
        if (current.size() < 2) {
            refuse(NOT_BEGUN);
        }
    }
}
