package dev.holdfast.contract.format;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Trustworthiness vector (draft-ietf-rats-ar4si-10 §2.3): eight claims of a verifier about a device, each from −128 to
 * 127. The claim 0 asserts nothing. {@link TrustTier#ofClaim} returns the tier of a claim. The fields are in the order
 * of their labels, 0 to 7.
 *
 * @param instanceIdentity identity of the device
 * @param configuration settings: trusted keys, capabilities, manufacturing state
 * @param executables loaded software
 * @param fileSystem file system
 * @param hardware hardware and firmware
 * @param runtimeOpaque protection of memory against reading
 * @param storageOpaque protection of storage against reading
 * @param sourcedData sources of the data that the device processes
 */
public record TrustworthinessVector(
        int instanceIdentity,
        int configuration,
        int executables,
        int fileSystem,
        int hardware,
        int runtimeOpaque,
        int storageOpaque,
        int sourcedData) {
    /** Number of claims. */
    static final int SIZE = 8;

    /** Checks the ranges. */
    public TrustworthinessVector {
        for (int claim : new int[] {
            instanceIdentity,
            configuration,
            executables,
            fileSystem,
            hardware,
            runtimeOpaque,
            storageOpaque,
            sourcedData
        }) {
            if (claim != (byte) claim) {
                throw new IllegalArgumentException("trustworthiness claim " + claim + " is not from -128 to 127");
            }
        }
    }

    static TrustworthinessVector of(List<Integer> claims) {
        return new TrustworthinessVector(
                claims.get(0),
                claims.get(1),
                claims.get(2),
                claims.get(3),
                claims.get(4),
                claims.get(5),
                claims.get(6),
                claims.get(7));
    }

    /** Returns the claims in the order of their labels. */
    public List<Integer> claims() {
        return List.of(
                instanceIdentity,
                configuration,
                executables,
                fileSystem,
                hardware,
                runtimeOpaque,
                storageOpaque,
                sourcedData);
    }

    /** Returns the tier of the worst claim. {@link TrustTier#NONE} is the best tier here, then affirming, warning and contraindicated. */
    public TrustTier worst() {
        return IntStream.range(0, SIZE)
                .mapToObj(label -> TrustTier.ofClaim(claims().get(label)))
                .max(TrustTier::compareTo)
                .orElseThrow();
    }
}
