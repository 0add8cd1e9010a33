/* MD5 (RFC 1321) with the interface of libmd. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define MD5_BLOCK_LENGTH 64
#define MD5_DIGEST_LENGTH 16

typedef struct MD5Context {
    uint32_t state[4];
    uint64_t count; /* bytes so far */
    uint8_t buffer[MD5_BLOCK_LENGTH];
} MD5_CTX;

void MD5Init(MD5_CTX *context);
void MD5Update(MD5_CTX *context, const uint8_t *data, size_t size);
void MD5Final(uint8_t digest[MD5_DIGEST_LENGTH], MD5_CTX *context);
