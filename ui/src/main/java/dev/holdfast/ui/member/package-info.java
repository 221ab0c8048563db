/** Members: who was given which role, giving and taking. Start with {@link dev.holdfast.ui.member.MembersView}. */
@NullMarked
package dev.holdfast.ui.member;

import org.jspecify.annotations.NullMarked;
