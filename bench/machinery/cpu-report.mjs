// Preloaded into every measured server: tells the processor time and the memory of its process when asked. Changes nothing else.
process.on('message', question => {
  if (question === 'cpu') process.send({ cpu: process.cpuUsage() })
  if (question === 'memory') process.send({ memory: process.memoryUsage.rss() })
})
// The channel alone must not keep a server alive that was told to stop.
process.channel?.unref()
