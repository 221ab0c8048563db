/**
 * Giving roles and taking them away, with an entry in the audit log in the same transaction. Nobody raises themselves or gives
 * what they do not have, and the last owner stays ({@link dev.holdfast.backend.tenancy.member.MemberRules}).
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.member.AssignRole}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.member;

import org.jspecify.annotations.NullMarked;
