package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The public keys that images may be signed with: the body of an image of type {@link ImageType#TRUSTED_KEYSTORE}, in
 * Azure Sphere's layout, little-endian:
 *
 * <pre>{@code
 * u16 entry count, u16 0, entries { 16-byte header, 64-byte X‖Y, 20-byte thumbprint },
 * "UTBL", u32 count, u32 usage per entry
 * }</pre>
 *
 * The header's and the usage table's meaning is not public. Here the header is zero and a usage is 1 for the operating
 * system's key and 2 for the installation's image key.
 *
 * @param operatingSystemKey signs the operating system
 * @param imageKey signs customers' images and manifest sets
 */
public record TrustedKeystore(P256PublicKey operatingSystemKey, P256PublicKey imageKey) {
    private static final int HEADER = 16;
    private static final int THUMBPRINT = 20;
    private static final int ENTRY = HEADER + P256PublicKey.LENGTH + THUMBPRINT;
    private static final int USAGE_MAGIC = 0x4C425455;
    private static final int OPERATING_SYSTEM = 1;
    private static final int CUSTOMER = 2;
    private static final int ENTRIES = 2;
    private static final int LENGTH = 4 + ENTRIES * ENTRY + 8 + ENTRIES * 4;

    /** Returns the body of the keystore's image. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) ENTRIES).putShort((short) 0);
        for (P256PublicKey key : List.of(operatingSystemKey, imageKey)) {
            out.put(new byte[HEADER])
                    .put(key.bytes())
                    .put(ImagePackage.thumbprint(key).bytes());
        }
        out.putInt(USAGE_MAGIC).putInt(ENTRIES).putInt(OPERATING_SYSTEM).putInt(CUSTOMER);
        return out.array();
    }

    /**
     * Reads a body whose image's signature was checked.
     *
     * @throws FormatException for anything that {@link #encode} does not write
     */
    public static TrustedKeystore decode(byte[] body) throws FormatException {
        if (body.length != LENGTH) {
            throw new FormatException("a keystore of " + body.length + " bytes, expected " + LENGTH);
        }
        ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != ENTRIES) {
            throw new FormatException("a keystore has " + ENTRIES + " entries");
        }
        List<P256PublicKey> keys = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            in.position(in.position() + HEADER);
            byte[] xy = new byte[P256PublicKey.LENGTH];
            in.get(xy);
            byte[] thumbprint = new byte[THUMBPRINT];
            in.get(thumbprint);
            P256PublicKey key = P256PublicKey.of(xy);
            if (!Arrays.equals(thumbprint, ImagePackage.thumbprint(key).bytes())) {
                throw new FormatException("a thumbprint in the keystore is not that of its key");
            }
            keys.add(key);
        }
        if (in.getInt() != USAGE_MAGIC
                || in.getInt() != ENTRIES
                || in.getInt() != OPERATING_SYSTEM
                || in.getInt() != CUSTOMER) {
            throw new FormatException("the keystore's usage table is not as expected");
        }
        return new TrustedKeystore(keys.get(0), keys.get(1));
    }

    /** Returns the key that must have signed an image of this type. */
    public P256PublicKey keyFor(ImageType type) {
        return type.belongsToCustomer() ? imageKey : operatingSystemKey;
    }
}
