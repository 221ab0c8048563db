package dev.holdfast.sim.hsm;

import java.security.spec.AlgorithmParameterSpec;

/**
 * Selects the chip in which {@code KeyPairGenerator.EC} of {@link PlutonProvider} makes keys, and the key that it
 * returns.
 *
 * @param pluton the chip
 * @param role {@link KeyRole#CUSTOMER} or {@link KeyRole#UPDATE}; both are made and committed together and replace the
 *     previous ones. The general key is made only in the factory.
 */
public record PlutonKeySpec(Pluton pluton, KeyRole role) implements AlgorithmParameterSpec {}
