package dev.holdfast.contract.operator.policy;

import java.time.Instant;

/**
 * One version of a policy, without its text.
 *
 * @param policy the policy's key
 * @param version counts from 1
 * @param state how far it has come
 * @param title what its text is titled
 * @param author who saved it
 * @param savedAt when
 * @param comment why, in the author's words
 * @param rules how many rules it has
 * @param cases how many test cases lie beside it
 */
public record PolicyVersionView(
        String policy,
        int version,
        PolicyState state,
        String title,
        String author,
        Instant savedAt,
        String comment,
        int rules,
        int cases) {}
