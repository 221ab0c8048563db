/**
 * Role assignments, each change with an audit entry in the same transaction. Nobody can raise their own role or assign one that
 * they do not have, and the last owner stays ({@link dev.holdfast.backend.tenancy.member.MemberRules}).
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.member.AssignRole}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.member;

import org.jspecify.annotations.NullMarked;
