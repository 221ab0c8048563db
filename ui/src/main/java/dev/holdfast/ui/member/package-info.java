/** Members and their roles. Start with {@link dev.holdfast.ui.member.MembersView}. */
@NullMarked
package dev.holdfast.ui.member;

import org.jspecify.annotations.NullMarked;
