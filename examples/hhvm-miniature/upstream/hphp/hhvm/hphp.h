/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once

/* The repo compiler, hhvm --hphp; the result is the exit status. */
int hphp_main(int count, char **arguments);
