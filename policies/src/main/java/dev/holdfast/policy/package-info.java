/**
 * The policy language: rules in a YAML file, conditions in CEL, decisions with the reason of each rule that hit.
 *
 * <p>Guarantees: a policy that compiles is type-checked against the facts of its kind and bounded in cost; deciding is
 * pure, deterministic, thread-safe and never throws; the order of rules never changes the effect; a rule that cannot be
 * evaluated never makes a decision milder. Start reading at {@link dev.holdfast.policy.CompiledPolicy}. {@code FactTypes}
 * lists the facts that conditions can read.
 */
@NullMarked
package dev.holdfast.policy;

import org.jspecify.annotations.NullMarked;
