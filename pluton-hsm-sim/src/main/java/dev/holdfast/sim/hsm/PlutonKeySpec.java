package dev.holdfast.sim.hsm;

import java.security.spec.AlgorithmParameterSpec;

/**
 * Says in which chip {@code KeyPairGenerator.EC} of {@link PlutonProvider} makes keys, and which of them it returns.
 *
 * @param pluton the chip
 * @param role {@link KeyRole#CUSTOMER} or {@link KeyRole#UPDATE}; both are made and committed together, in place of
 *     those before them. The general key is made once, in the factory.
 */
public record PlutonKeySpec(Pluton pluton, KeyRole role) implements AlgorithmParameterSpec {}
