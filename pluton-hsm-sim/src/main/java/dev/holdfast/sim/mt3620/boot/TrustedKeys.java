package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.KeystoreEntry;
import dev.holdfast.contract.mt3620.TrustedKeystore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of a trusted keystore by purpose. Azure Sphere does not document the table of a keystore; here its values
 * are the purposes of the keys, in order: 1 operating system, 2 manifest sets, 3 capability files, 4 development. The keys
 * for customers' images are not in the keystore: manifest sets name them.
 *
 * @param operatingSystemKey signs the operating system
 * @param setKey signs manifest sets
 * @param capabilityKey signs capability files
 * @param developmentKey signs sideloaded images, which run while application development is enabled; empty when none
 *     may
 */
public record TrustedKeys(
        P256PublicKey operatingSystemKey,
        P256PublicKey setKey,
        P256PublicKey capabilityKey,
        Optional<P256PublicKey> developmentKey) {
    private static final List<Long> PURPOSES = List.of(1L, 2L, 3L, 4L);
    private static final int FEWEST = 3;

    /** Returns the body of the keystore's image, see {@link TrustedKeystore}. */
    public byte[] encode() {
        List<P256PublicKey> keys = new ArrayList<>(List.of(operatingSystemKey, setKey, capabilityKey));
        developmentKey.ifPresent(keys::add);
        return new TrustedKeystore(0, keys.stream().map(KeystoreEntry::of).toList(), PURPOSES.subList(0, keys.size()))
                .encode();
    }

    /**
     * Parses the body of a verified image.
     *
     * @throws FormatException when it is not a keystore, or lacks a purpose
     */
    public static TrustedKeys decode(byte[] body) throws FormatException {
        return of(TrustedKeystore.decode(body));
    }

    /**
     * Returns the keys of a keystore by purpose.
     *
     * @throws FormatException when a purpose is missing
     */
    public static TrustedKeys of(TrustedKeystore keystore) throws FormatException {
        List<P256PublicKey> keys =
                keystore.entries().stream().map(KeystoreEntry::key).toList();
        if (keys.size() < FEWEST
                || keys.size() > PURPOSES.size()
                || !keystore.table().equals(PURPOSES.subList(0, keys.size()))) {
            throw new FormatException(Reason.MISSING, "the keystore lacks the purposes of its keys");
        }
        return new TrustedKeys(
                keys.get(0),
                keys.get(1),
                keys.get(2),
                keys.size() > FEWEST ? Optional.of(keys.get(FEWEST)) : Optional.empty());
    }

    /**
     * Returns the keys that may sign capability files: the installation's capability key, and the operating system key, with
     * which the manufacturer unlocks parts before they ship. The operating system key can sign a whole operating
     * system, so this gives the manufacturer no additional power.
     */
    public Set<P256PublicKey> capabilityKeys() {
        return Stream.of(capabilityKey, operatingSystemKey).collect(Collectors.toUnmodifiableSet());
    }
}
