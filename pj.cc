#include <simdjson.h>
#include <fstream>
#include <iostream>
#include <chrono>
int main(int,char**v){ std::ifstream f(v[1]); std::string l; simdjson::dom::parser p; size_t n=0; auto t0=std::chrono::steady_clock::now(); double pt=0; while(std::getline(f,l)){ l.reserve(l.size()+64); auto a=std::chrono::steady_clock::now(); auto e=p.parse(l.data(),l.size(),false); pt+=std::chrono::duration<double>(std::chrono::steady_clock::now()-a).count(); if(e.error()) return 1; n+=l.size(); } double s=std::chrono::duration<double>(std::chrono::steady_clock::now()-t0).count(); std::cout<<n/1e6<<" MB parse "<<n/1e6/pt<<" MB/s, with getline "<<n/1e6/s<<"\n"; }
