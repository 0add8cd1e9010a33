/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once

#define HHVM_VERSION_MAJOR 3
#define HHVM_VERSION_MINOR 18
#define HHVM_VERSION_PATCH 5
#define HHVM_VERSION_SUFFIX "-miniature"

#define HHVM_TEXT_OF(number) #number
#define HHVM_DOTTED(major, minor, patch) HHVM_TEXT_OF(major) "." HHVM_TEXT_OF(minor) "." HHVM_TEXT_OF(patch)
#define HHVM_VERSION HHVM_DOTTED(HHVM_VERSION_MAJOR, HHVM_VERSION_MINOR, HHVM_VERSION_PATCH) HHVM_VERSION_SUFFIX
