package dev.holdfast.ui.fake;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORPairsBuilder;
import java.util.Arrays;
import java.util.List;

/** Evidence and attestation results in Pluton's format (COSE_Sign1), with invalid signatures. The numbers are the keys of CBOR claims. */
public final class FakeTokens {
    private FakeTokens() {}

    /** Returns evidence with two measurements. */
    public static byte[] evidence(long bootCount) {
        return token(new CBORPairsBuilder()
                .add(10, bytes("nonce", 1))
                .add(263, 3)
                .add(265, "tag:holdfast.dev,2026:pluton-evidence/3")
                .add(267, bootCount)
                .add(-70001, 2)
                .add(-70002, 4)
                .add(-70003, List.of())
                .add(-70004, List.of(measurement(13, "kernel"), measurement(10, "toaster-control"))));
    }

    /** Returns an attestation result with trust tier 2 (affirming). */
    public static byte[] result(String policy, int version) {
        CBORPairList vector = new CBORPairList(
                new CBORPairsBuilder().add(0, 2).add(1, 2).add(2, 2).build());
        CBORPairList appraisal = new CBORPairList(new CBORPairsBuilder()
                .add(1000, 2)
                .add(1001, vector)
                .add(1003, List.of(policy))
                .add(-70011, version)
                .build());
        return token(new CBORPairsBuilder()
                .add(6, 1_795_000_000L)
                .add(10, bytes("nonce", 1))
                .add(265, "tag:ietf.org,2026:rats/ear#03")
                .add(
                        266,
                        new CBORPairList(
                                new CBORPairsBuilder().add("pluton", appraisal).build()))
                .add(
                        1004,
                        new CBORPairList(new CBORPairsBuilder()
                                .add(0, "Holdfast")
                                .add(1, "0.1.0")
                                .build())));
    }

    private static byte[] token(CBORPairsBuilder claims) {
        CBORPairList header = new CBORPairList(
                new CBORPairsBuilder().add(1, -7).add(4, bytes("key", 2)).build());
        List<CBORItem> parts = List.of(
                new CBORByteArray(header.encode()),
                new CBORPairList(List.of()),
                new CBORByteArray(new CBORPairList(claims.build()).encode()),
                new CBORByteArray(bytes("signature", 2)));
        return new CBORItemList(parts).encode();
    }

    private static List<Object> measurement(int type, String name) {
        return List.of(type, Arrays.copyOf(bytes(name, 1), 16), Arrays.copyOf(bytes(name, 1), 16), bytes(name, 1), 7);
    }

    /** Returns the SHA-256 digest of a name, repeated: 32 bytes for each of {@code digests}. */
    private static byte[] bytes(String name, int digests) {
        byte[] digest = FakeFleet.digest(name).bytes();
        byte[] all = new byte[digest.length * digests];
        for (int index = 0; index < digests; index++) {
            System.arraycopy(digest, 0, all, index * digest.length, digest.length);
        }
        return all;
    }
}
