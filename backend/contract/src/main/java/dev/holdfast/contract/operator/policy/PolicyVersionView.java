package dev.holdfast.contract.operator.policy;

import java.time.Instant;

/**
 * Version of a policy without its text.
 *
 * @param policy key of the policy
 * @param version version number, from 1
 * @param state state of the version
 * @param title title of the policy
 * @param author user who saved the version
 * @param savedAt time when the version was saved
 * @param comment reason that the author gave
 * @param rules number of rules
 * @param cases number of test cases
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
