package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import java.util.Arrays;
import java.util.Optional;

/**
 * A version of an interface between images: 8 bytes, {u32 version, u32 interface}.
 *
 * @param version the version, a u32
 * @param identity the number of the interface, a u32; {@link #known()} names it
 */
public record AbiVersion(long version, long identity) {
    /** Length in bytes. */
    public static final int LENGTH = 8;

    /** An unused place in a table of fixed size. */
    public static final AbiVersion NONE = new AbiVersion(0, Interface.NONE.number);

    /** Checks that both are u32. */
    public AbiVersion {
        if (version < 0 || version > 0xFFFF_FFFFL || identity < 0 || identity > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("interface " + identity + " version " + version + " is not two u32");
        }
    }

    /** Makes the version of a known interface. */
    public static AbiVersion of(Interface of, long version) {
        return new AbiVersion(version, of.number);
    }

    /**
     * Reads one.
     *
     * @throws FormatException {@link Reason#TRUNCATED}
     */
    public static AbiVersion read(FlashReader in) throws FormatException {
        return new AbiVersion(in.u32("interface version"), in.u32("interface"));
    }

    /** Writes it. */
    public void write(FlashWriter out) {
        out.u32(version).u32(identity);
    }

    /** Returns the interface, unless a later release defined it. */
    public Optional<Interface> known() {
        return Arrays.stream(Interface.values())
                .filter(known -> known.number == identity)
                .findFirst();
    }

    /** The interfaces that are known. */
    public enum Interface {
        /** No interface: the place is unused. */
        NONE(0),
        /** Of Pluton and the security monitor. */
        SECURE_WORLD_RUNTIME(1),
        /** Of the kernel and the system services. */
        OS_RUNTIME(2),
        /** Of the libraries that applications link to. */
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
