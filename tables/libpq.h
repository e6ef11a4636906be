// Libpq: the functions of PostgreSQL's client library, out of libpq.so.5 when the first of them is needed.
//
// Linking would cost every start of a program what it brings along (TLS, Kerberos, LDAP). Only tables/postgres.cc includes this.
#pragma once

#ifdef ELIGO_LIBPQ

#include <libpq-fe.h>

#include "base/result.h"

#define ELIGO_LIBPQ_FUNCTIONS(F) \
  F(clear)                       \
  F(connectPoll)                 \
  F(connectStartParams)          \
  F(connectionNeedsPassword)     \
  F(conninfo)                    \
  F(conninfoFree)                \
  F(conninfoParse)               \
  F(db)                          \
  F(errorMessage)                \
  F(exec)                        \
  F(finish)                      \
  F(freemem)                     \
  F(getCopyData)                 \
  F(getResult)                   \
  F(host)                        \
  F(parameterStatus)             \
  F(resultErrorField)            \
  F(resultStatus)                \
  F(setErrorVerbosity)           \
  F(setNoticeReceiver)           \
  F(socket)                      \
  F(status)

namespace eligo::tables {

struct Libpq {
#define ELIGO_DECLARE(name) decltype(&::PQ##name) name = nullptr;
  ELIGO_LIBPQ_FUNCTIONS(ELIGO_DECLARE)
#undef ELIGO_DECLARE
};

// Opened once; the error is one line that says where it was looked for.
const Result<Libpq>& OpenLibpq();

}  // namespace eligo::tables

#endif  // ELIGO_LIBPQ
