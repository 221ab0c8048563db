package dev.holdfast.contract.operator.manufacturer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What revoking endorsements would take from whom. Nothing is changed by asking.
 *
 * @param chips how many endorsements would count no longer
 * @param devices how many devices of catalogs those carry
 * @param catalogs whose
 * @param consequences what happens, in sentences
 */
public record RevocationImpact(long chips, long devices, List<OfCatalog> catalogs, List<String> consequences) {
    /**
     * What a catalog would lose.
     *
     * @param name its name
     * @param displayName what people call it
     * @param devices its devices that could attest no longer
     * @param trusted how many of them are trusted now
     * @param certified how many of them have a customer certificate that is valid now
     * @param certifiedUntil when the last of those certificates expires; null when there is none
     */
    public record OfCatalog(
            String name,
            String displayName,
            long devices,
            long trusted,
            long certified,
            @Nullable Instant certifiedUntil) {}
}
