/** The page about members. */
@NullMarked
package dev.holdfast.ui.member;

import org.jspecify.annotations.NullMarked;
