package dev.holdfast.backend.attestation.reference;

/**
 * Where a device's operating system comes from.
 *
 * @param part SKU of its chip; empty when its manufacturer did not say: then no feed has anything for it
 * @param feed that of its group; empty when it is in none
 * @param revision which state of the installation's feeds holds
 */
public record OsSource(String part, String feed, long revision) {}
