// The yardstick: Express and nothing else.
import express from 'express'

express()
  .get('/', (_req, res) => res.send('Hello'))
  .listen(Number(process.env.PORT), '127.0.0.1')
