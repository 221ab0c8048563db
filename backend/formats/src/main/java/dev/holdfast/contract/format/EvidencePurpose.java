package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/** Purpose for which a device signed evidence. Evidence for one purpose is refused for another. */
public enum EvidencePurpose {
    /** The device attests, to get certificates. */
    ATTEST(1),
    /** A person proves possession of the device, to claim it. */
    CLAIM(5);

    private final int number;

    EvidencePurpose(int number) {
        this.number = number;
    }

    /** Returns the value of EAT's claim {@code intuse} (RFC 9711 §4.3.3): 1 for generic, 5 for proof of possession. */
    public int number() {
        return number;
    }

    /** Finds a purpose by the value of {@code intuse}. */
    public static Optional<EvidencePurpose> ofNumber(long number) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.number == number)
                .findFirst();
    }
}
