package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import java.util.Arrays;
import java.util.Optional;

/**
 * Version of a binary interface (ABI) that one image provides and another image needs: 8 bytes, {u32 version, u32 interface}.
 *
 * @param version version of the interface, a u32
 * @param identity number of the interface, a u32; see {@link #known()}
 */
public record AbiVersion(long version, long identity) {
    /** Length in bytes. */
    public static final int LENGTH = 8;

    /** Value of an unused slot in a table of fixed size. */
    public static final AbiVersion NONE = new AbiVersion(0, Interface.NONE.number);

    /** Checks that both are u32. */
    public AbiVersion {
        if (version < 0 || version > 0xFFFF_FFFFL || identity < 0 || identity > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("interface " + identity + " version " + version + " is not two u32");
        }
    }

    /** Creates a version of a known interface. */
    public static AbiVersion of(Interface of, long version) {
        return new AbiVersion(version, of.number);
    }

    /**
     * Reads a version.
     *
     * @throws FormatException {@link Reason#TRUNCATED}
     */
    public static AbiVersion read(FlashReader in) throws FormatException {
        return new AbiVersion(in.u32("interface version"), in.u32("interface"));
    }

    /** Writes the version. */
    public void write(FlashWriter out) {
        out.u32(version).u32(identity);
    }

    /** Returns the interface; empty if its number is unknown. */
    public Optional<Interface> known() {
        return Arrays.stream(Interface.values())
                .filter(known -> known.number == identity)
                .findFirst();
    }

    /** Known interfaces. */
    public enum Interface {
        /** No interface: the slot is unused. */
        NONE(0),
        /** Interface of Pluton and the security monitor. */
        SECURE_WORLD_RUNTIME(1),
        /** Interface of the kernel and the system services. */
        OS_RUNTIME(2),
        /** Interface of the libraries that applications link to. */
        APPLICATION_RUNTIME(3);

        private final int number;

        Interface(int number) {
            this.number = number;
        }

        /** Returns the number in the data. */
        public int number() {
            return number;
        }
    }
}
