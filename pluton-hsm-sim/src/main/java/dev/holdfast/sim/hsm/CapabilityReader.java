package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.CapabilityDecoding.Decoded;
import dev.holdfast.sim.hsm.CapabilityDecoding.Refused;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads capability files: image packages of type {@link ImageType#FW_CONFIG} whose body is, little-endian,
 *
 * <pre>{@code
 *  0 FD 5C FD 5C       8 u32 offset of the metadata, CC     76 u16 capability[64], 0 counts for nothing
 *  4 u32 version 1    12 64-byte device ID
 * }</pre>
 *
 * 392 bytes in all with the usual metadata. The signature is checked before anything is parsed.
 */
final class CapabilityReader {
    /** Pluton takes no longer file. */
    static final int MAX_LENGTH = 1024;
    /** A file has room for so many. */
    static final int MAX_COUNT = 64;

    private static final int MAGIC = 0x5CFD5CFD;
    private static final int VERSION = 1;
    private static final int BODY_LENGTH = 0xCC;

    private CapabilityReader() {}

    /** Reads a file for {@code device} that {@code signer} must have signed. */
    static CapabilityDecoding read(byte[] file, P256PublicKey signer, DeviceId device) {
        try {
            ImagePackage image = ImagePackage.verify(file, signer);
            if (image.metadata().type() != ImageType.FW_CONFIG) {
                throw new FormatException("the image is no capability file");
            }
            return new Decoded(capabilities(image.body(), device));
        } catch (FormatException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static SortedSet<Integer> capabilities(byte[] body, DeviceId device) throws FormatException {
        if (body.length != BODY_LENGTH) {
            throw new FormatException("a capability list of " + body.length + " bytes, expected " + BODY_LENGTH);
        }
        ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != MAGIC || in.getInt() != VERSION || in.getInt() != BODY_LENGTH) {
            throw new FormatException("the capability list's header is not that of version 1");
        }
        byte[] owner = new byte[P256PublicKey.LENGTH];
        in.get(owner);
        if (!DeviceId.of(owner).equals(device)) {
            throw new FormatException("the capabilities are another device's");
        }
        SortedSet<Integer> capabilities = new TreeSet<>();
        for (int i = 0; i < MAX_COUNT; i++) {
            int capability = Short.toUnsignedInt(in.getShort());
            if (capability != 0) {
                capabilities.add(capability);
            }
        }
        return capabilities;
    }
}
