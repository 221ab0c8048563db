/**
 * {@code ./holdfast bench}: measures the CPU time of the server processes per operation. This process generates the load. Its own CPU is
 * not counted. Where possible, nginx does the same work in the same run, because only ratios are comparable between machines.
 *
 * <p>Start reading at {@link dev.holdfast.bench.BenchCommand}.
 */
@NullMarked
package dev.holdfast.bench;

import org.jspecify.annotations.NullMarked;
